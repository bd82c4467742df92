import pg from 'pg';

/** Reads columns as pg does, but counts (`int8`) as numbers: none here comes near 2^53. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => (id === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(id, format)),
};
