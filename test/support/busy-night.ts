import { App } from './app.js';

const MABEL = {
  role: 'victim',
  givenNames: 'Mabel',
  surname: 'Collins',
  dateOfBirth: '1981-09-09',
  sex: 'female',
} as const;
const HIGH_STREET = { text: '1 High Street, Billericay, CM12 9BE' };
const LONG =
  'She says through the letterbox that he has gone to the shed for his tools, that the children are upstairs, and that nobody may come to the front door.';

/** Records whose day of review has come. */
const PAST_THEIR_REVIEW = ['WM-9001', 'WM-9002'].map((recordId) => ({
  recordId,
  people: [{ role: 'subject', givenNames: 'Barnaby', surname: 'Thistlewood', dateOfBirth: '1969-02-11' }],
  summary: 'Carries a screwdriver, was said to use it',
  severity: 'medium',
  recordedAt: '2019-03-01',
  reviewBy: '2024-03-01',
}));

/** The incidents of a busy night, by what is the matter with them. */
export interface BusyNight {
  readonly app: App;
  /** two officers are at it, everything is known, something is disputed, a lower grade is asked for */
  readonly door: string;
  /** a silent call to which nobody is sent; it has climbed */
  readonly silent: string;
  /** an order between the two, on the way */
  readonly order: string;
  /** attended, left, and waiting to be assessed */
  readonly attended: string;
}

/**
 * Outrider in the middle of a busy night, so that every screen has something of everything on it: the real application on a
 * clock that ends at the present, because that is the time of the browsers that look at it.
 */
export async function busyNight(): Promise<BusyNight> {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const opened = await App.open({ at: hourAgo });
  await opened.take('warning', ...PAST_THEIR_REVIEW);
  // The registers are looked through for what is due when Outrider starts.
  const app = await opened.restart();
  const post = async (username: string, path: string, body: object): Promise<void> => {
    const answer = await (await app.as(username)).post(path, body);
    if (answer.status >= 300) throw new Error(`${path} by ${username}: ${JSON.stringify(answer.body)}`);
  };
  const send = (incident: string, officers: readonly string[], etaMinutes: number) =>
    post('dispatcher', `/api/incidents/${incident}/dispatch`, { officers, etaMinutes });

  const silent = await app.report({ grade: 'immediate', call: { state: 'silent' }, caller: { phone: '07700 900999' } });
  const attended = await app.report({
    category: 'Domestic abuse',
    grade: 'priority',
    people: [{ role: 'victim', givenNames: 'Elizabeth', surname: 'Wordsworth', dateOfBirth: '1970-06-22' }],
    location: { text: '18 High Street, Billericay, CM12 9BQ' },
  });
  await send(attended, ['officer3', 'officer4'], 5);
  for (const officer of ['officer3', 'officer4']) {
    await post('dispatcher', `/api/incidents/${attended}/arrival`, { officer });
    await post('dispatcher', `/api/incidents/${attended}/departure`, { officer });
  }
  for (const phone of ['01632 960555', '01632 960555', '01632 960555']) await app.report({ caller: { phone } });
  await app.advance('25 min');

  // A register that is away, and one that says nothing new, before the calls that they are asked about.
  await (
    await app.as('admin')
  ).put('/api/registers/custody-release/availability', {
    available: false,
    reason: 'maintenance until 04:00',
  });
  const order = await app.report({
    category: 'Domestic abuse',
    grade: 'immediate',
    people: [
      { role: 'victim', givenNames: 'Charlotte', surname: 'Despard', dateOfBirth: '1974-06-15' },
      { role: 'suspect', givenNames: 'Harry', surname: 'Tate', dateOfBirth: '1979-10-04' },
    ],
    location: { text: '60A Bromham Road, Bedford, MK40 2QG' },
    narrative: LONG,
  });
  await app.report({
    grade: 'scheduled',
    category: 'Neighbours',
    people: [
      { role: 'witness', givenNames: 'Ольга Владимировна', surname: 'Ладыженская' },
      { role: 'caller', givenNames: 'فاطمة', surname: 'المرنيسي' },
      { role: 'other', givenNames: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh', surname: 'Cholmondeley' },
    ],
    location: { text: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Station, Holyhead Road, Anglesey' },
    narrative: LONG.repeat(3),
  });
  for (const surname of ['Guthrie', 'Hughes', 'Cadbury']) {
    await app.report({
      category: 'Disturbance',
      people: [{ role: 'suspect', givenNames: 'Thomas', surname }],
      location: { text: '44 East Walk, Basildon, SS14 1HE' },
    });
  }
  const door = await app.report({
    category: 'Domestic abuse',
    grade: 'immediate',
    caller: { phone: '07700 900999' },
    people: [MABEL],
    location: HIGH_STREET,
    narrative: 'Harry is outside with a bat.',
  });
  await send(door, ['officer1', 'officer2'], 7);
  await send(order, ['officer5', 'officer6'], 4);
  await post('dispatcher', `/api/incidents/${order}/arrival`, { officer: 'officer5' });

  const said = app.card(door).matches.find(({ register }) => register === 'firearms');
  if (said !== undefined) {
    await post('handler', `/api/incidents/${door}/disputes`, {
      matchId: said.id,
      reason: 'she says he never lived here',
    });
  }
  await post('officer1', `/api/incidents/${door}/requests`, { text: 'Is he allowed near the school?' });
  await post('handler2', `/api/incidents/${silent}/break-glass`, { reason: 'The same number rings again, on my line' });
  await (
    await app.as('standards')
  ).put('/api/workforce/officer8', {
    givenNames: 'Ottoline',
    surname: 'Fairbrass',
    dateOfBirth: '1990-03-03',
  });
  await app.report({
    category: 'Domestic abuse',
    people: [{ role: 'suspect', givenNames: 'Ottoline', surname: 'Fairbrass', dateOfBirth: '1990-03-03' }],
  });
  await post('analyst2', '/api/desk/shift', { onDuty: true });
  await app.advance('30 min');
  const asked = { reason: 'Her mother says that he has gone', victimRequested: true, noImmediateThreat: true };
  for (const incident of [door, attended]) {
    const to = incident === door ? 'priority' : 'scheduled';
    await post('dispatcher', `/api/incidents/${incident}/downgrades`, { ...asked, to, cancelledBy: 'her mother' });
  }
  await app.passTo(new Date().toISOString());
  return { app, door, silent, order, attended };
}
