import { describe, expect, it } from '@jest/globals';
import { otherReading, parseDate } from './parse-date.ts';

const dayFirst = { monthFirst: false };

describe('parseDate', () => {
  it.each([
    ['2024-03-07', '2024-03-07'],
    ['2024-03-07T06:30:00+0100', '2024-03-07T06:30:00+01:00'],
    ['2024-03-07 06:30', '2024-03-07T06:30'],
    ['20240307', '2024-03-07'],
    ['7 March 2024', '2024-03-07'],
    ['March 7th, 2024', '2024-03-07'],
    ['am 7. März 2024 um 9 Uhr', '2024-03-07'],
    ['7 de marzo de 2024', '2024-03-07'],
    ['7 марта 2024 г.', '2024-03-07'],
    ['2024年3月7日', '2024-03-07'],
    ['2024. március 7.', '2024-03-07'],
    ['7. března 2024', '2024-03-07'],
    ['07.03.2024', '2024-03-07'],
    ['1709793000', '2024-03-07T06:30:00.000Z'],
    ['2024-03-07T06:30:00+99:99', '2024-03-07T06:30:00'],
    ['20240307T063099', '2024-03-07T06:30'],
  ])('reads %s as %s', (text, date) => {
    expect(parseDate(text, dayFirst)).toBe(date);
  });

  it('keeps the day as written, whatever the zone', () => {
    expect(parseDate('2024-12-31T23:30:00-08:00', dayFirst)).toBe('2024-12-31T23:30:00-08:00');
  });

  it('takes 4/5/2024 by the style of the page, 4/25/2024 in one way only', () => {
    expect(parseDate('4/5/2024', { monthFirst: true })).toBe('2024-04-05');
    expect(parseDate('4/5/2024', dayFirst)).toBe('2024-05-04');
    expect(parseDate('4/25/2024', dayFirst)).toBe('2024-04-25');
  });

  it.each(['2023-02-29', '31 April 2024', '12 May 1890', 'yesterday', '', '99.99.2024'])(
    'finds no date in %j',
    (text) => {
      expect(parseDate(text, dayFirst)).toBeNull();
    },
  );
});

it('knows the other reading of a day only where the text leaves two', () => {
  expect(otherReading('4/5/2024', '2024-04-05')).toBe('2024-05-04');
  expect(otherReading('4/25/2024', '2024-04-25')).toBeNull();
  expect(otherReading('5 April 2024', '2024-04-05')).toBeNull();
});
