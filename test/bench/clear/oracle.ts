import type { Finding, World, WorldRegister, WorldSubject } from './world.js';

/**
 * When "no trace" would be true to say, from the words of rule R2 alone: a search that was made, to the end, of a register
 * that answered and is fresh, with keys good enough for it, that found nothing at all; or a researcher who looked by
 * hand, lately, at the subject as it is reported now, where no machine answers or is about to.
 */
export function mayBeClear(world: World, register: WorldRegister, n: number): boolean {
  const finding = register.about[n]!;
  // Which keys a subject has is not known when nothing could be asked at all.
  if (world.matcherFailed && !register.remote) return false;
  if (!keysAreGoodEnough(register, world.subjects[n]!, finding)) return false;
  if (!machineAnswers(register)) return clearByHand(register, finding);
  return clearByMachine(register, finding) && !isDisturbed(world, register, n);
}

/** Somebody whom a researcher has rejected stood before others in the search that this register was part of. */
const isDisturbed = ({ subjects, registers }: World, { remote }: WorldRegister, n: number): boolean =>
  subjects[n]!.kind === 'person' &&
  !remote &&
  registers.some((other) => !other.remote && other.about[n]!.links.includes('rejected'));

/** A register's line: every subject, and at least one. */
export const lineMayBeClear = (world: World, register: WorldRegister): boolean =>
  world.subjects.length > 0 && world.subjects.every((_, n) => mayBeClear(world, register, n));

const machineAnswers = ({ standing, covered, remote }: WorldRegister): boolean =>
  standing === 'answers' && (remote || covered === 'yes');

const clearByMachine = (register: WorldRegister, { complete, links }: Finding): boolean =>
  complete && links.length === 0 && isFresh(register, register.ageHours);

const clearByHand = (register: WorldRegister, { byHand }: Finding): boolean =>
  register.standing !== 'waiting' &&
  register.standing !== 'failing' &&
  byHand?.status === 'no-trace' &&
  byHand.sameSubject &&
  isFresh(register, byHand.ageHours);

const isFresh = ({ limitHours = Infinity }: WorldRegister, ageHours: number): boolean => ageHours <= limitHours;

function keysAreGoodEnough({ wants }: WorldRegister, { kind }: WorldSubject, { keys }: Finding): boolean {
  if (kind === 'person') return wants.person.some((key) => keys.includes(key));
  return kind === 'location' ? wants.location && keys.includes('address') : wants.phone && keys.includes('phone');
}
