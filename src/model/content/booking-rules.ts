import { says } from '../fault-words.ts';
import { placeOfSchedule } from '../schedule.ts';
import { clashOf, scheduleFault } from '../schedule-fault.ts';
import type { PlaceId } from '../schema/place.ts';
import type { Service, SiteService } from '../schema/service.ts';
import type { Collected, Entry } from './collect.ts';
import { type Fault, faultAt } from './files.ts';

type ServiceEntry = Entry<SiteService>;

const ownPlace = (entry: ServiceEntry): PlaceId | undefined => entry.value.place as PlaceId | undefined;

function scheduleFaults(entry: ServiceEntry): Fault[] {
  const { schedules = [] } = entry.value;
  const faults = schedules.flatMap((schedule, index) => {
    const fault = scheduleFault(schedule);
    return fault ? [faultAt(entry, ['schedules', index, fault.field], fault.words)] : [];
  });
  const nowhere = schedules.some((schedule) => placeOfSchedule(schedule, ownPlace(entry)) === undefined);
  if (nowhere)
    faults.push(
      faultAt(
        entry,
        ['place'],
        says(
          'a schedule without a place: nobody could pick a time',
          'name the place, here or in each schedule',
          '排了时间却没有地点，居民选不了',
          '请选地点，在这里或在每条时间安排里',
        ),
      ),
    );
  return faults.length > 0 ? faults : clashFaults(entry);
}

/** Two slots under one id would lose one of them silently; two that overlap ask the same people to be there twice. */
function clashFaults(entry: ServiceEntry): Fault[] {
  const { schedules = [] } = entry.value;
  return schedules.flatMap((schedule, index) => {
    const at = placeOfSchedule(schedule, ownPlace(entry));
    for (const [earlier, other] of schedules.slice(0, index).entries()) {
      if (placeOfSchedule(other, ownPlace(entry)) !== at) continue;
      const clash = clashOf(other, schedule);
      if (clash !== undefined)
        return [
          faultAt(
            entry,
            ['schedules', index],
            says(
              `makes a time at ${clash} where schedules[${earlier}] has one`,
              'change the days or hours of one, name another place, or raise the capacity of one instead',
              `${clash} 这个时间和第 ${earlier + 1} 条时间安排重了`,
              '请改其中一条的日子或钟点，或换地点，或者改为增加名额',
            ),
          ),
        ];
    }
    return [];
  });
}

/** Needs beyond what there is: such a time could never be booked. */
function needsFaults(entry: ServiceEntry, all: Collected): Fault[] {
  const units = new Map(all.calendar?.value.resources.map((resource) => [resource.id, resource.units]));
  return (entry.value.schedules ?? []).flatMap(({ needs }, index) =>
    needs.flatMap((need, at) => {
      const there = units.get(need.resource) ?? Infinity;
      return need.units <= there
        ? []
        : [
            faultAt(
              entry,
              ['schedules', index, 'needs', at, 'units'],
              says(
                `one booking needs ${need.units} of "${need.resource}", and there are ${there}`,
                'need fewer units, or raise the units in calendar.json',
                `一个预约要占“${need.resource}”${need.units} 份，一共只有 ${there} 份`,
                '请少占几份，或者在日历里增加这项资源',
              ),
            ),
          ];
    }),
  );
}

function termsFaults(entry: ServiceEntry, service: Service | undefined): Fault[] {
  const { terms, schedules = [] } = entry.value;
  const faults: Fault[] = [];
  if (terms?.perDay !== undefined && service && service.asks.phone !== 'required')
    faults.push(
      faultAt(
        entry,
        ['terms', 'perDay'],
        says(
          'a cap for each person, but no phone number to tell people apart',
          'set asks.phone to "required", or leave perDay out',
          '限制每人次数，却不要求留电话，分不清是谁',
          '请把“电话”设为必填，或者不限制每人次数',
        ),
      ),
    );
  if (terms && terms.lease.policy !== 'none' && schedules.some(({ needs }) => needs.length > 0))
    faults.push(
      faultAt(
        entry,
        ['terms', 'lease'],
        says(
          'places set aside for terminals cannot share resources with other services',
          'set the policy to "none", or take needs out of the schedules',
          '留给终端断网时用的名额，不能和别的服务共用资源',
          '请把断网名额设为“不留”，或者去掉时间安排里占用的资源',
        ),
      ),
    );
  return faults;
}

/** Whoever comes from the other service must find the way back: combining is said by both. */
function combinationFaults(entry: ServiceEntry, all: Collected): Fault[] {
  return (entry.value.terms?.combinesWith ?? []).flatMap((id, index) => {
    const path = ['terms', 'combinesWith', index];
    const { service } = entry.value;
    if (id === service)
      return [
        faultAt(
          entry,
          path,
          says(
            'a service that combines with itself',
            'name another, or take it out',
            '和它自己一起办',
            '请选别的服务，或者去掉',
          ),
        ),
      ];
    const other = all.valid.services.find(({ value }) => value.service === id);
    if (!other || other.value.terms?.combinesWith.includes(service)) return [];
    return [
      faultAt(
        entry,
        path,
        says(
          `"${id}" does not combine with "${service}"`,
          `add "${service}" to combinesWith of "${id}", or take "${id}" out here`,
          `“${id}”那边没有写可以和“${service}”一起办`,
          `请在“${id}”里也加上“${service}”，或者在这里去掉`,
        ),
      ),
    ];
  });
}

/**
 * What keeps services from being booked as their schedules and terms say.
 * @param services the services that could be put together
 */
export function bookingFaults(all: Collected, services: readonly Service[]): Fault[] {
  const byId = new Map(services.map((service) => [service.id as string, service]));
  return all.valid.services.flatMap((entry) => [
    ...scheduleFaults(entry),
    ...needsFaults(entry, all),
    ...termsFaults(entry, byId.get(entry.value.service)),
    ...combinationFaults(entry, all),
  ]);
}
