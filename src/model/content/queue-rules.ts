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
            `no counter calls the queue "${id}": whoever took its number would wait for ever`,
            'add it to the queues of a counter, or take the queue out',
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
            `counters[${earlier}] of the same place has the number ${number} already`,
            'give this one another number: people look for it on the wall',
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
              `queues[${earlier}] of the same place has "${service}" already: nobody could tell which number to give`,
              'leave it in one of the two',
            ),
          ];
    }),
  );
  return [...unserved, ...twice, ...split];
}
