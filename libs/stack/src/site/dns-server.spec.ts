import { describe, expect, it } from '@jest/globals';
import { decode, encode, type RecordType } from 'dns-packet';
import { answerTo } from './dns-server.ts';

const addresses = new Map([['news.localtest', '127.0.0.11']]);

function ask(name: string, type: RecordType = 'A') {
  const answer = answerTo(encode({ type: 'query', id: 7, questions: [{ type, name }] }), addresses);
  if (!answer) throw new Error('no answer');
  return decode(answer);
}

describe('answerTo', () => {
  it('gives the address of a known name, whatever its case', () => {
    const answer = ask('News.LocalTest');
    expect(answer).toMatchObject({ id: 7, type: 'response', rcode: 'NOERROR' });
    expect(answer.answers).toEqual([expect.objectContaining({ type: 'A', data: '127.0.0.11' })]);
  });

  it('gives an empty answer for another record type of a known name', () => {
    expect(ask('news.localtest', 'AAAA')).toMatchObject({ rcode: 'NOERROR', answers: [] });
  });

  it('says NXDOMAIN for another name', () => {
    expect(ask('example.com')).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
  });

  it('drops what is no query', () => {
    expect(answerTo(Buffer.from('not a packet'), addresses)).toBeNull();
    expect(answerTo(encode({ type: 'query', id: 1 }), addresses)).toBeNull();
    const response = encode({ type: 'response', id: 1, questions: [{ type: 'A', name: 'news.localtest' }] });
    expect(answerTo(response, addresses)).toBeNull();
  });
});
