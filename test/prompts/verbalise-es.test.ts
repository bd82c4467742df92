import { describe, expect, test } from 'vitest';
import { verbalise } from '../../src/prompts/verbalise.ts';
import { AT, spokenIn, toLine, ZONE } from './spoken.ts';

const es = spokenIn('es');

describe('amounts in Spanish', () => {
  test.each([
    ['ciento veintiocho dólares con cincuenta centavos', 12_850, 'USD'],
    ['cero dólares', 0, 'USD'],
    ['un dólar con un centavo', 101, 'USD'],
    ['veintiún dólares', 2_100, 'USD'],
    ['treinta y un dólares', 3_100, 'USD'],
    ['cincuenta centavos', 50, 'USD'],
    ['menos dos dólares', -200, 'USD'],
    ['un euro con veinte céntimos', 120, 'EUR'],
    ['veintiuna libras con un penique', 2_101, 'GBP'],
    ['una libra', 100, 'GBP'],
    ['doscientas libras', 20_000, 'GBP'],
    ['quinientas veintiún mil libras', 52_100_000, 'GBP'],
    ['cien mil quinientas una libras', 10_050_100, 'GBP'],
    ['un millón de euros', 100_000_000, 'EUR'],
    ['un millón un euros', 100_000_100, 'EUR'],
    ['doscientos millones de libras', 20_000_000_000, 'GBP'],
    ['dos mil millones de pesos mexicanos', 200_000_000_000, 'MXN'],
    ['cero pesos mexicanos con cincuenta centavos', 50, 'MXN'],
    ['un peso mexicano', 100, 'MXN'],
    ['mil yenes', 1_000, 'JPY'],
    ['uno coma cinco yuanes', 150, 'CNY'],
    ['un yuan', 100, 'CNY'],
    ['una corona sueca', 100, 'SEK'],
    ['doscientas coronas suecas', 20_000, 'SEK'],
    ['un dinar kuwaití', 1_000, 'KWD'],
    ['diez X X Z', 1_000, 'XXZ'],
  ])('%s', (words, minor, currency) => {
    expect(es({ type: 'money', value: { minor, currency } })).toBe(words);
  });
});

test('identifiers are read digit by digit', () => {
  expect(es({ type: 'digits', value: '612345670' })).toBe('seis uno dos | tres cuatro cinco | seis siete cero');
});

describe('dates and times in Spanish', () => {
  test.each([
    ['martes veinticuatro de febrero', '2026-02-24'],
    ['jueves primero de octubre', '2026-10-01'],
    ['sábado veintiuno de febrero', '2026-02-21'],
    ['miércoles veinticuatro de febrero de dos mil veintisiete', '2027-02-24'],
  ])('%s', (words, value) => {
    expect(es({ type: 'date', value })).toBe(words);
  });

  test.each([
    ['las nueve de la mañana', '09:00'],
    ['las nueve y cinco de la mañana', '09:05'],
    ['las nueve y cuarto de la mañana', '09:15'],
    ['la una y media de la tarde', '13:30'],
    ['la una de la madrugada', '01:00'],
    ['las doce del mediodía', '12:00'],
    ['las doce y diez de la tarde', '12:10'],
    ['las seis de la tarde', '18:00'],
    ['las nueve de la noche', '21:00'],
    ['las cero horas', '00:00'],
    ['las doce y cinco de la noche', '00:05'],
    ['las doce de la noche', '24:00'],
  ])('%s', (words, value) => {
    expect(es({ type: 'time', value })).toBe(words);
  });

  test.each([
    ['hoy a las seis de la tarde', '2026-02-23T18:00:00+08:00'],
    ['mañana a las nueve de la mañana', '2026-02-24T09:00:00+08:00'],
    ['ayer a la una de la tarde', '2026-02-22T13:00:00+08:00'],
    ['el lunes dos de marzo a las nueve de la mañana', '2026-03-02T09:00:00+08:00'],
  ])('%s', (words, value) => {
    expect(es({ type: 'instant', value })).toBe(words);
  });
});

test.each([
  ['un segundo', { type: 'duration', value: 1 }],
  ['veintiún minutos', { type: 'duration', value: 1_260 }],
  ['una hora y treinta minutos', { type: 'duration', value: 5_400 }],
  ['veintiuna horas', { type: 'duration', value: 75_600 }],
  ['un día', { type: 'duration', value: 86_400 }],
  ['cero coma cinco por ciento', { type: 'percent', value: 0.005 }],
  ['veintiuno por ciento', { type: 'percent', value: 0.21 }],
  ['siete coma uno dos tres cuatro', { type: 'rate', value: '7.1234' }],
  ['tercero', { type: 'ordinal', value: 3 }],
  ['decimotercero', { type: 'ordinal', value: 13 }],
  ['vigésimo', { type: 'ordinal', value: 20 }],
  ['vigésimo primero', { type: 'ordinal', value: 21 }],
  ['número ciento uno', { type: 'ordinal', value: 101 }],
  ['un', { type: 'count', value: 1 }],
  ['veintidós', { type: 'count', value: 22 }],
  ['cuarenta', { type: 'count', value: 40 }],
  ['setecientos setenta y siete', { type: 'count', value: 777 }],
  ['mil uno', { type: 'rate', value: '1001' }],
  ['un billón dos', { type: 'count', value: 1_000_000_000_002 }],
  ['nueve mil billones', { type: 'count', value: 9_000_000_000_000_000 }],
] as const)('%s is said of %o', (words, value) => {
  expect(es(value)).toBe(words);
});

test('counts and places in a row agree with a feminine noun', () => {
  const before = (type: 'count' | 'ordinal', value: number) =>
    toLine(verbalise({ type, value }, { language: 'es', at: AT, zone: ZONE }, 'feminine'));

  expect(before('count', 21)).toBe('veintiuna');
  expect(before('count', 231)).toBe('doscientas treinta y una');
  expect(before('ordinal', 3)).toBe('tercera');
  expect(before('ordinal', 21)).toBe('vigésima primera');
});
