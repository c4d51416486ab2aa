import type { IncidentReply } from '../../server/contract/index.js';
import type { Scene } from './scene.js';

const silentCall: Scene = {
  id: 'silent-call',
  title: 'Silent call',
  about: 'A number, and nobody speaks. What the force knows of the number is on two screens before anyone arrives.',
  seats: ['handler', 'officer1'],
  steps: [
    {
      says: 'A call comes in and nobody speaks. All there is is a number: the handler types it.',
      does: async (stage) => {
        await stage.seat('handler').choose('Call state', 'Silent');
        await stage.seat('handler').type('Caller phone', '07700 900999');
      },
    },
    {
      says: 'While it is typed, the number itself turns out to carry a high-risk marker: threats to kill. A machine found it, and the flag says so.',
      does: (stage) => stage.seat('handler').sees('Threats to kill'),
    },
    {
      says: 'Outrider suggests raising the call to immediate, and says why. A person decides: the handler takes it with one key.',
      does: (stage) => stage.seat('handler').key('g', { altKey: true }),
    },
    {
      says: 'Filed. It is on disk before the screen says “stored”.',
      does: async (stage) => {
        await stage.seat('handler').press(/^File incident/);
        await stage.stored();
      },
    },
    {
      says: 'The dispatcher sends an officer. Her phone has the card within a breath: the most dangerous thing first, and what nobody checked.',
      does: async (stage) => {
        await stage.send(['officer1'], 6);
        await stage.seat('officer1').sees('Threats to kill');
      },
    },
    {
      says: 'One thumb, and the dispatcher knows that she has read it. Pushed is not briefed: read is.',
      does: async (stage) => {
        await stage.seat('officer1').press(/^Acknowledge/);
        await stage.seat('officer1').sees(/^You acknowledged version/);
      },
    },
  ],
};

const courtOrder: Scene = {
  id: 'court-order',
  title: 'Court order',
  about: 'Victim and suspect at one door, and an order between them in force today: the first line on the phone.',
  seats: ['handler', 'officer1'],
  steps: [
    {
      says: 'A woman calls. She gives her name and date of birth.',
      does: async (stage) => {
        const handler = stage.seat('handler');
        await handler.type('Given names', 'Charlotte', 'Person 1');
        await handler.type('Surname', 'Despard', 'Person 1');
        await handler.type('Date of birth', '15/6/1974', 'Person 1');
      },
    },
    {
      says: '“It is Harry. Harry Tate, he is at the door again.” The register has him as Henry, and knows that he also goes by Harry.',
      does: async (stage) => {
        const handler = stage.seat('handler');
        await handler.press(/^Add a person/);
        await handler.type('Given names', 'Harry', 'Person 2');
        await handler.type('Surname', 'Tate', 'Person 2');
        await handler.type('Date of birth', '4/10/1979', 'Person 2');
      },
    },
    {
      says: 'The order between these two, in force today: what he must not do, and that it was served on him.',
      does: (stage) => stage.seat('handler').sees('Non-molestation order'),
    },
    {
      says: 'The incident is filed and an officer is sent.',
      does: async (stage) => {
        await stage.seat('handler').type('Address', '25 High Street, Billericay');
        await stage.seat('handler').press(/^File incident/);
        await stage.stored();
        await stage.send(['officer1'], 7);
      },
    },
    {
      says: 'On the phone the order is the first line. Nothing on it says where she lives now: the card must never lead him to her.',
      does: (stage) => stage.seat('officer1').sees('Non-molestation order'),
    },
  ],
};

const wrongPerson: Scene = {
  id: 'wrong-person',
  title: 'The wrong person',
  about: 'Father and son, one name, one address. Both are shown, and neither is chosen until an age decides.',
  seats: ['handler'],
  steps: [
    {
      says: 'A neighbour names the man: Thomas Guthrie, at 60A Bromham Road.',
      does: async (stage) => {
        const handler = stage.seat('handler');
        await handler.choose('Role', 'Suspect', 'Person 1');
        await handler.type('Given names', 'Thomas', 'Person 1');
        await handler.type('Surname', 'Guthrie', 'Person 1');
        await handler.type('Address', '60A Bromham Road, Bedford, MK40 2QG');
      },
    },
    {
      says: 'Two people of that name are known at that door. One holds a gun; the other was arrested. Both are shown as possible, and a machine picks neither.',
      does: (stage) => stage.seat('handler').sees(/possible/i),
    },
    {
      says: '“He must be seventy.” An age decides.',
      does: async (stage) => {
        await stage.seat('handler').type('Date of birth', '1952', 'Person 1');
        await stage.pace.rest(600);
      },
    },
    {
      says: 'The gun is his: line by line the evidence says why, and anyone may read it. Of the other only the address is left.',
      does: async (stage) => {
        await stage.seat('handler').press(/Firearms: Shotgun certificate/);
        await stage.seat('handler').sees(/^Adds up to/i);
      },
    },
  ],
};

/** A number of its own each time, so that a scene played twice begins at the first call again. */
const ownNumber = (): string => `01632 9605${String(60 + Math.floor(Math.random() * 40)).padStart(2, '0')}`;

const fourthCall: Scene = {
  id: 'fourth-call',
  title: 'The fourth call',
  about: 'The same victim rings four times in one night. A repeat call is not a duplicate: each shows the ones before.',
  seats: ['handler', 'dispatcher'],
  steps: [
    {
      says: 'A first call in the evening. Officers come, and leave again.',
      does: async (stage) => {
        stage.note('number', ownNumber());
        const ring = () =>
          stage.as<IncidentReply>('handler2', 'POST', '/api/incidents', {
            source: '999',
            category: 'Theft',
            caller: { phone: stage.noted('number') },
          });
        const { id } = await ring();
        const incident = `/api/incidents/${id}`;
        await stage.as('dispatcher', 'POST', `${incident}/dispatch`, { officers: ['officer2'], etaMinutes: 4 });
        await stage.as('dispatcher', 'POST', `${incident}/arrival`, { officer: 'officer2' });
        await ring();
        await stage.as('dispatcher', 'POST', `${incident}/departure`, { officer: 'officer2' });
      },
    },
    {
      says: 'A second, and a third: each time somebody else answers.',
      does: (stage) =>
        stage.as('handler2', 'POST', '/api/incidents', { source: '999', caller: { phone: stage.noted('number') } }),
    },
    {
      says: 'Now this handler has her on the line, and knows nothing of the others. The number is enough.',
      does: async (stage) => {
        await stage.seat('handler').type('Caller phone', stage.noted('number'));
        await stage.seat('handler').sees(/4th call since \d\d:\d\d; officers left \d\d:\d\d/);
      },
    },
    {
      says: 'Filed, it interrupts the dispatcher: the fourth call tonight, and when the officers left. It would also end a lower grade, had one been approved.',
      does: async (stage) => {
        await stage.seat('handler').press(/^File incident/);
        await stage.seat('dispatcher').key('F2');
        await stage.seat('dispatcher').sees(/repeat call\. 4th call since \d\d:\d\d; officers left/);
      },
    },
  ],
};

const fortySixCalls: Scene = {
  id: 'forty-six-calls',
  title: '46 calls about one event',
  about: 'A quarter of an hour in which everybody rings: one incident, every caller kept, one interruption.',
  seats: ['dispatcher'],
  steps: [
    {
      says: 'A fight outside a station. Everyone who sees it rings: 46 calls, from 46 numbers.',
      does: async (stage) => {
        stage.note('street', `${10 + Math.floor(Math.random() * 90)} Station Road, Bedford, MK40 1AA`);
        for (let n = 0; n < 46; n += 1) {
          await stage.as('handler2', 'POST', '/api/incidents', {
            source: '999',
            grade: 'priority',
            caller: { phone: `01632 9602${String(n).padStart(2, '0')}` },
            location: { text: stage.noted('street') },
          });
        }
      },
    },
    {
      says: 'The dispatcher is interrupted once, by one line that counts them.',
      does: async (stage) => {
        await stage.seat('dispatcher').key('F2');
        await stage.seat('dispatcher').sees(/46 calls from this place since \d\d:\d\d\. One event\?/);
      },
    },
    {
      says: 'It opens the place, and asks: make one incident of them? A person decides.',
      does: async (stage) => {
        const dispatcher = stage.seat('dispatcher');
        await dispatcher.press(/^Open: .*46 calls/);
        await dispatcher.press(/^One event/);
        await dispatcher.press(/^Make one incident of 46 calls/);
      },
    },
    {
      says: 'One incident. Nobody who rang is lost: each caller stays with it, and it can be taken apart again.',
      does: async (stage) => {
        const dispatcher = stage.seat('dispatcher');
        const said = await dispatcher.sees(/46 calls are one incident: \d{6}-[0-9A-F]{6}/);
        await dispatcher.open(/\d{6}-[0-9A-F]{6}/.exec(said.textContent ?? '')?.[0] ?? '');
        await dispatcher.sees('46 callers');
      },
    },
  ],
};

/** What a call shows while it is typed, and what several calls have to do with each other. */
export const callsAndPlaces: readonly Scene[] = [silentCall, courtOrder, wrongPerson, fourthCall, fortySixCalls];
