import pg from 'pg';

const { INT8, DATE } = pg.types.builtins;

/**
 * Reads columns as pg does, but counts (`int8`) as numbers, of which none here comes near 2^53, and dates as they are
 * written (`2026-11-01`): as instants they would depend on where this process runs.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (id === INT8) return Number;
    return id === DATE ? String : pg.types.getTypeParser(id, format);
  },
};
