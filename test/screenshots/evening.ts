import type { IncidentReply } from '../../server/contract/index.js';
import type { Outrider } from '../support/outrider.js';

/** What the callers of an evening said: the historical people of the fixtures, at business premises. */
const CALLS = {
  mabel: {
    source: '999',
    category: 'domestic abuse',
    grade: 'immediate',
    call: { state: 'open', firstWords: 'He is back, he is outside', callerIs: 'victim' },
    caller: { phone: '07700 900123' },
    people: [{ role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' }],
    location: { text: '1 High Street, Billericay, CM12 9BE' },
    narrative: 'Harry is outside with a bat.',
  },
  order: {
    source: '999',
    category: 'domestic abuse',
    grade: 'priority',
    call: { state: 'open', firstWords: 'He is not meant to be here' },
    people: [
      { role: 'victim', givenNames: 'Charlotte', surname: 'Despard', dateOfBirth: '1974-06-15' },
      { role: 'suspect', givenNames: 'Harry', surname: 'Tate', dateOfBirth: '1979-10-04' },
    ],
    location: { text: '12 Market Place, Bedford' },
  },
  silent: { source: '999', call: { state: 'silent' }, caller: { phone: '07700 900999' } },
  guthrie: {
    source: '101',
    grade: 'priority',
    people: [{ role: 'suspect', givenNames: 'Thomas', surname: 'Guthrie' }],
    location: { text: '60A Bromham Road, Bedford, MK40 2QG' },
  },
} as const;

/**
 * Makes the demonstration an evening that has something for every screen: incidents of every grade, officers on their way and
 * at the door, a downgrade that waits, a researcher on duty, somebody's work handed over.
 */
export async function fillTheEvening(outrider: Outrider): Promise<void> {
  const [handler, dispatcher, supervisor, analyst, officer] = await Promise.all(
    ['handler', 'dispatcher', 'supervisor', 'analyst', 'officer1'].map((who) => outrider.signIn(who)),
  );
  const report = async (call: (typeof CALLS)[keyof typeof CALLS]): Promise<string> =>
    (await done(handler!.post<IncidentReply>('/api/incidents', call))).id;
  const [mabel, order, , guthrie] = [
    await report(CALLS.mabel),
    await report(CALLS.order),
    await report(CALLS.silent),
    await report(CALLS.guthrie),
  ];
  await done(analyst!.post('/api/desk/shift', { onDuty: true }));
  await done(
    dispatcher!.post(`/api/incidents/${mabel}/dispatch`, { officers: ['officer1', 'officer2'], etaMinutes: 6 }),
  );
  await done(
    dispatcher!.post(`/api/incidents/${order}/dispatch`, { officers: ['officer3', 'officer4'], etaMinutes: 9 }),
  );
  await done(dispatcher!.post(`/api/incidents/${order}/arrival`, { officer: 'officer3' }));
  await done(
    handler!.post(`/api/incidents/${guthrie}/downgrades`, {
      to: 'scheduled',
      reason: 'The caller says that he has gone and that tomorrow will do',
      victimRequested: true,
      noImmediateThreat: true,
    }),
  );
  await done(officer!.post(`/api/incidents/${mabel}/suspect`, { outstanding: true }));
  await done(handler!.post('/api/handovers', { to: 'supervisor' }));
  await done(officer!.get(`/api/incidents/${mabel}/card`));
  await done(supervisor!.get(`/api/incidents/${order}`));
}

/** @throws when it was refused */
async function done<T>(answer: Promise<{ readonly status: number; readonly body: T }>): Promise<T> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
  return body;
}
