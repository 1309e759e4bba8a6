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
    ['28.09.19', '2019-09-28'],
    ['28.09.1912:44', '2019-09-28T12:44'],
    ['28.09.201912:44', '2019-09-28T12:44'],
    ['30/05/14, 11:17 pm', '2014-05-30T23:17'],
    ['۱۷ اسفند ۱۴۰۲', '2024-03-07'],
    ['1402/12/17', '2024-03-07'],
    ['۳۰ اسفند ۱۳۹۹', '2021-03-20'],
    ['7 March 2024, 13:45', '2024-03-07T13:45'],
    ['March 7, 2024 at 1:45 PM EST', '2024-03-07T13:45-05:00'],
    ['1:45 AM EST, Thu March 7, 2024', '2024-03-07T01:45-05:00'],
    ['7 марта 2024, 13:45 МСК', '2024-03-07T13:45+03:00'],
    ['7. März 2024 um 13.45 Uhr', '2024-03-07T13:45'],
    ['07.03.2024 - 13:45 CET', '2024-03-07T13:45+01:00'],
    ['Thu, 07 Mar 2024 06:30:10 GMT', '2024-03-07T06:30:10+00:00'],
    ['2024-03-07 06:30 IST', '2024-03-07T06:30'],
    ['2024年3月7日 下午1:45', '2024-03-07T13:45'],
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

  it.each([
    '2023-02-29',
    '31 April 2024',
    '12 May 1890',
    'yesterday',
    '',
    '99.99.2024',
    '30 اسفند 1400',
    'version 4.8.12',
    '192.168.10.12',
  ])('finds no date in %j', (text) => {
    expect(parseDate(text, dayFirst)).toBeNull();
  });
});

it('knows the other reading of a day only where the text leaves two', () => {
  expect(otherReading('4/5/2024', '2024-04-05')).toBe('2024-05-04');
  expect(otherReading('4/25/2024', '2024-04-25')).toBeNull();
  expect(otherReading('5 April 2024', '2024-04-05')).toBeNull();
});
