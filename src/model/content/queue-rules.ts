import { says } from '../fault-words.ts';
import type { Collected } from './collect.ts';
import { type Fault, faultAt } from './files.ts';

/** What the form of `queues.json` alone cannot say. */
export function queueFaults({ queues: file }: Collected): Fault[] {
  if (!file) return [];
  const { queues, counters } = file.value;
  const unserved = queues.flatMap(({ id }, index) =>
    counters.some((counter) => counter.queues.includes(id))
      ? []
      : [
          faultAt(
            file,
            ['queues', index],
            says(
              `no counter calls the queue "${id}": whoever took its number would wait for ever`,
              'add it to the queues of a counter, or take the queue out',
              `没有窗口叫队列“${id}”的号，取了号的人会一直等`,
              '请把它加给一个窗口，或者去掉这个队列',
            ),
          ),
        ],
  );
  const called = new Map<string, number>();
  const twice = counters.flatMap(({ number, place }, index) => {
    const key = `${place ?? ''}/${number}`;
    const earlier = called.get(key);
    if (earlier === undefined) called.set(key, index);
    return earlier === undefined
      ? []
      : [
          faultAt(
            file,
            ['counters', index, 'number'],
            says(
              `counters[${earlier}] of the same place has the number ${number} already`,
              'give this one another number: people look for it on the wall',
              `同一地点已经有 ${number} 号窗口（第 ${earlier + 1} 个）`,
              '请换一个号：居民是看墙上的号找窗口的',
            ),
          ),
        ];
  });
  const served = new Map<string, number>();
  const split = queues.flatMap(({ services, place }, queue) =>
    services.flatMap((service, index) => {
      const key = `${place ?? ''}/${service}`;
      const earlier = served.get(key);
      if (earlier === undefined) served.set(key, queue);
      return earlier === undefined
        ? []
        : [
            faultAt(
              file,
              ['queues', queue, 'services', index],
              says(
                `queues[${earlier}] of the same place has "${service}" already: nobody could tell which number to give`,
                'leave it in one of the two',
                `同一地点的第 ${earlier + 1} 个队列已经有“${service}”，不知道该给哪个号`,
                '请只留在一个队列里',
              ),
            ),
          ];
    }),
  );
  return [...unserved, ...twice, ...split];
}
