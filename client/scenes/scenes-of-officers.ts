import type { Scene } from './scene.js';

const HIGH_STREET = '1 High Street, Billericay, CM12 9BE';
const mabel = { role: 'victim', givenNames: 'Mabel', surname: 'Collins', dateOfBirth: '1981-09-09' };

const lostLink: Scene = {
  id: 'lost-link',
  title: 'Lost link',
  about: 'The phone goes dark in the middle of a briefing. When it comes back it has the newest card, once.',
  seats: ['dispatcher', 'officer1'],
  steps: [
    {
      says: 'A call about a door that four registers know something of. Two officers are sent.',
      does: async (stage) => {
        const { people } = await stage.report({
          category: 'Domestic abuse',
          grade: 'immediate',
          people: [mabel],
          location: { text: HIGH_STREET },
        });
        stage.note('person', people[0]?.id ?? '');
        await stage.send(['officer1', 'officer2'], 8);
        await stage.seat('officer1').sees(HIGH_STREET);
      },
    },
    {
      says: 'She reads it, and says so with her thumb.',
      does: async (stage) => {
        await stage.seat('officer1').press(/^Acknowledge/);
        await stage.seat('officer1').sees(/You acknowledged version \d/);
      },
    },
    {
      says: 'A tunnel: the phone is gone. Meanwhile the handler learns a number, and the number carries threats to kill.',
      does: async (stage) => {
        await stage.seat('officer1').switchOff();
        const patch = { people: [{ id: stage.noted('person'), phone: '07700 900999' }] };
        await stage.as('handler2', 'PATCH', `/api/incidents/${stage.noted('incident')}`, patch, { 'if-match': '1' });
      },
    },
    {
      says: 'The dispatcher sees who has not read the new card, and can read it out by radio: nobody arrives unbriefed.',
      does: async (stage) => {
        await stage.seat('dispatcher').open(stage.noted('reference'));
        await stage.seat('dispatcher').sees(/Officer 1: acknowledged v1 \d\d:\d\d, v2 since/);
      },
    },
    {
      says: 'Out of the tunnel. The phone catches up by itself: the newest card, once, the threats to kill among its first lines.',
      does: async (stage) => {
        await stage.seat('officer1').switchOn();
        await stage.seat('officer1').sees('Critical marker: Threats to kill');
        await stage.seat('officer1').press(/^Acknowledge/);
      },
    },
  ],
};

const FIRST_NAMES = ['Ada', 'Ben', 'Cora', 'Dan', 'Edie', 'Finn', 'Greta', 'Hugh', 'Ines', 'Jack', 'Kay', 'Leo'];

const atCapacity: Scene = {
  id: 'desk-at-capacity',
  title: 'The desk at capacity',
  about: 'Twice as many calls as researchers can look at. Every officer has a card; none is told “clear” by nobody.',
  seats: ['analyst', 'officer1'],
  steps: [
    {
      says: 'A busy evening, and nobody at the research desk. Twelve calls come in; this officer is sent to one of them.',
      does: async (stage) => {
        await stage.as('analyst', 'POST', '/api/desk/shift', { onDuty: false });
        for (const givenNames of FIRST_NAMES) {
          const people = [{ role: 'victim', givenNames, surname: 'Thistlewood' }];
          await stage.report({ category: 'Domestic abuse', grade: 'priority', people });
        }
        await stage.report({
          category: 'Domestic abuse',
          grade: 'immediate',
          people: [mabel],
          location: { text: HIGH_STREET },
        });
        await stage.send(['officer1', 'officer2'], 9);
      },
    },
    {
      says: 'She has a card at once. It says that a machine found this and that nobody has reviewed it.',
      does: (stage) => stage.seat('officer1').sees(/machine, unreviewed/),
    },
    {
      says: 'And it lists what was not checked. Silence is never shown as “clear”.',
      does: (stage) => stage.seat('officer1').sees(/^Not checked/),
    },
    {
      says: 'A researcher comes on duty. The queue is already in order: who is reached soonest, and how dangerous, comes first.',
      does: async (stage) => {
        await stage.as('analyst', 'POST', '/api/desk/shift', { onDuty: true });
        await stage.seat('analyst').sees(stage.noted('reference'));
      },
    },
    {
      says: 'One key takes the next job: first a short look at every job, full research later.',
      does: async (stage) => {
        await stage.seat('analyst').key('n');
        await stage.seat('analyst').sees(/First look/);
      },
    },
  ],
};

/** What officers on the way see. */
export const onTheWay: readonly Scene[] = [lostLink, atCapacity];
