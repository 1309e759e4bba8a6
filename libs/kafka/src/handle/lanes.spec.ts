import { describe, expect, it } from '@jest/globals';
import { runLanes } from './lanes.ts';

/** Items `a1`: the first of key a. Each runs until its end is called. */
function started(names: readonly string[], lanes: number, goOn = () => true, stopped = () => false) {
  const running = new Map<string, () => void>();
  const order: string[] = [];
  const result = runLanes(
    names.map((name) => ({ key: name.slice(0, 1), item: name })),
    async (name) => {
      order.push(name);
      await new Promise<void>((resolve) => running.set(name, resolve));
      return name;
    },
    (name) => name.endsWith('!'),
    { lanes, goOn, stopped },
  );
  const end = async (name: string): Promise<void> => {
    running.get(name)?.();
    running.delete(name);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const endAll = async (): Promise<void> => {
    for (let [name] = running.keys(); name !== undefined; [name] = running.keys()) await end(name);
  };
  return { result, order, end, endAll, running: () => [...running.keys()] };
}

describe('lanes', () => {
  it('run different keys side by side, up to their number', () => {
    expect(started(['a1', 'b1', 'c1', 'd1'], 3).running()).toEqual(['a1', 'b1', 'c1']);
  });

  it('run one key in order, whatever the others do', async () => {
    const { running, end, order, endAll, result } = started(['a1', 'a2', 'b1', 'a3', 'b2'], 4);
    expect(running()).toEqual(['a1', 'b1']);
    await end('b1');
    expect(running()).toEqual(['a1', 'b2']);
    await end('a1');
    expect(running()).toEqual(['b2', 'a2']);
    await endAll();
    expect(order.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(await result).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  });

  it('keep a hot key from taking more than one lane', () => {
    expect(started(['a1', 'a2', 'a3', 'b1'], 2).running()).toEqual(['a1', 'b1']);
  });

  it('give, when told to end, all that lies before the last one begun', async () => {
    let open = true;
    const { running, end, endAll, result } = started(['a1', 'a2', 'b1', 'b2'], 2, () => open);
    expect(running()).toEqual(['a1', 'b1']);
    open = false;
    await end('b1');
    expect(running()).toEqual(['a1']);
    await end('a1');
    expect(running()).toEqual(['a2']);
    await endAll();
    expect(await result).toEqual(['a1', 'a2', 'b1']);
  });

  it('begin nothing more when stopped, and give what lies before the first one not done', async () => {
    let isStopped = false;
    const { running, end, result } = started(
      ['a1', 'a2', 'a3', 'b1'],
      2,
      () => true,
      () => isStopped,
    );
    await end('a1');
    expect(running()).toEqual(['b1', 'a2']);
    isStopped = true;
    await end('b1');
    await end('a2');
    expect(running()).toEqual([]);
    expect(await result).toEqual(['a1', 'a2']);
  });

  it('give nothing behind one that halts, and begin nothing more', async () => {
    const { end, endAll, order, result } = started(['a1', 'b1!', 'c1', 'd1'], 3);
    await end('b1!');
    await endAll();
    expect(order).toEqual(['a1', 'b1!', 'c1']);
    expect(await result).toEqual(['a1', 'b1!']);
  });

  it('are done at once with nothing', async () => {
    expect(await started([], 3).result).toEqual([]);
  });
});
