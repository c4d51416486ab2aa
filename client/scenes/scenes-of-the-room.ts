import type { Downgrade } from '../../server/contract/index.js';
import type { Scene } from './scene.js';

/** A person of the day's own, whom no register knows yet. */
const nobodyYet = (givenNames = 'Philippa', family = 'Thistlewood') => ({
  role: 'victim',
  givenNames,
  surname: `${family}-${Math.random().toString(36).slice(2, 6)}`,
  dateOfBirth: '1985-03-02',
});

const downgradeRace: Scene = {
  id: 'downgrade-race',
  title: 'The downgrade race',
  about: 'A supervisor approves a lower grade while a firearms record comes in. It ends immediate, and all know why.',
  seats: ['supervisor'],
  screens: { supervisor: 'rulings' },
  steps: [
    {
      says: 'An immediate call. Her mother rings back: he has gone, no hurry. The dispatcher asks for a lower grade.',
      does: async (stage) => {
        const person = nobodyYet();
        stage.note('surname', person.surname);
        const { id } = await stage.report({
          grade: 'immediate',
          people: [person],
          location: { text: '7 Castle Street, Dundee' },
        });
        const asked = await stage.as<Downgrade>('dispatcher', 'POST', `/api/incidents/${id}/downgrades`, {
          to: 'priority',
          reason: 'She says he has gone',
          victimRequested: true,
          noImmediateThreat: true,
          cancelledBy: 'her mother',
        });
        stage.note('downgrade', asked.id);
      },
    },
    {
      says: 'Two people are needed. The supervisor has it on one row: who cancelled, was the victim spoken to, is anybody sent, what was not checked.',
      does: (stage) => stage.seat('supervisor').sees('her mother'),
    },
    {
      says: 'It is approved, on the version of the card that was in view.',
      does: async (stage) => {
        const waiting = await stage.as<Downgrade[]>('supervisor', 'GET', '/api/downgrades?state=waiting');
        const cardVersion = waiting.find(({ id }) => id === stage.noted('downgrade'))?.facts?.cardVersion;
        await stage.as('supervisor', 'POST', `/api/downgrades/${stage.noted('downgrade')}/ruling`, {
          approve: true,
          reason: 'As she says',
          cardVersion,
        });
        await stage.seat('supervisor').sees(/approved \d\d:\d\d/);
      },
    },
    {
      says: 'Seconds later the firearms register is updated: a shotgun certificate, in her name. The approval lapses by itself, the grade is immediate again, and the row says why.',
      does: async (stage) => {
        const people = [{ ...nobodyYet(), surname: stage.noted('surname'), role: 'holder' }];
        const record = {
          recordId: `SCENE-${stage.noted('reference')}`,
          people,
          summary: 'Shotgun certificate, two shotguns',
          severity: 'life-risk',
          recordedAt: '2026-01-05',
        };
        await stage.import('firearms', record);
        await stage.seat('supervisor').sees(/lapsed \d\d:\d\d, immediate again/);
      },
    },
  ],
};

const nobodySent: Scene = {
  id: 'nobody-sent',
  title: 'Nobody sent',
  about: 'An incident waits with nobody on the way. It climbs from desk to desk until a named person looks again.',
  seats: ['inspector'],
  screens: { inspector: 'board' },
  steps: [
    {
      says: 'An hour ago a call came in, and nobody has been free to go. Its clock has run since the first ring.',
      does: async (stage) => {
        stage.note('street', `${10 + Math.floor(Math.random() * 90)} Quarry Road, Hexham`);
        const firstRingAt = new Date(Date.now() - 3_600_000).toISOString();
        await stage.report({ grade: 'immediate', firstRingAt, location: { text: stage.noted('street') } });
        await stage.seat('inspector').open(stage.noted('reference'));
      },
    },
    {
      says: 'It went to the dispatcher, then to the supervisor. Now it is with the inspector, and says so.',
      does: (stage) => stage.seat('inspector').sees(/Nobody sent since \d\d:\d\d, with the inspector/),
    },
    {
      says: 'The inspector records that they have looked again, why it can wait, and when they look next.',
      does: async (stage) => {
        const inspector = stage.seat('inspector');
        await inspector.press(/^Looked again/);
        await inspector.type('Why can it wait?', 'A unit is free at the change of shift');
        await inspector.press(/^I have looked/);
      },
    },
    {
      says: 'By name, with a time. When that time is over and still nobody is sent, it climbs again.',
      does: (stage) => stage.seat('inspector').sees(/looked \d\d:\d\d, looks next \d\d:\d\d/),
    },
  ],
};

const twoFourteen: Scene = {
  id: 'two-fourteen',
  title: '02:14',
  about: 'Long afterwards: what did her card say at 02:14? The very bytes of then, although the record is gone.',
  seats: ['auditor', 'officer1'],
  steps: [
    {
      says: 'In the night an officer is sent to a door. Her card says what the force knew: a knife.',
      does: async (stage) => {
        const person = nobodyYet('Rosalind', 'Ashenhurst');
        stage.note('record', `SCENE-${person.surname}`);
        const record = {
          recordId: stage.noted('record'),
          people: [{ ...person, role: 'subject' }],
          summary: KNIFE,
          severity: 'life-risk',
          recordedAt: '2026-01-05',
        };
        await stage.import('warning', record);
        await stage.report({ grade: 'immediate', people: [person], location: { text: 'The Corn Exchange, Bedford' } });
        await stage.send(['officer1'], 5);
        await stage.seat('officer1').sees(KNIFE);
      },
    },
    {
      says: 'She reads it, and says so.',
      does: async (stage) => {
        await stage.seat('officer1').press(/^Acknowledge/);
        await stage.seat('officer1').sees(/You acknowledged version \d/);
      },
    },
    {
      says: 'Later it turns out that the record was about somebody else. It is withdrawn, and leaves the card with a correction.',
      does: async (stage) => {
        const record = { recordId: stage.noted('record'), summary: KNIFE, recordedAt: '2026-01-05', withdrawn: true };
        await stage.import('warning', record);
        await stage.seat('officer1').sees(/No longer: /);
      },
    },
    {
      says: 'A complaint. The auditor asks the record: to whom was anything of this incident shown, when, and why?',
      does: async (stage) => {
        const auditor = stage.seat('auditor');
        await auditor.type('Incident', stage.noted('incident'));
        await auditor.type('User', 'officer1');
        await auditor.press(/^Ask$/);
        await auditor.press(/disclosure.*card 1, shown to Officer 1/);
      },
    },
    {
      says: 'And what did it say? This is her card of that minute, with her masks and with what it did not know, out of the log alone.',
      does: async (stage) => {
        await stage.seat('auditor').press(/^The card as Officer 1 had it/);
        await stage.seat('auditor').sees(KNIFE);
        const print = await stage.seat('auditor').sees(FINGERPRINT);
        stage.note('fingerprint', FINGERPRINT.exec(print.textContent ?? '')?.[0] ?? '');
      },
    },
    {
      says: 'Asked again, next week or after any restart: the same bytes, by their fingerprint. That the auditor looked is in the record as well.',
      does: async (stage) => {
        await stage.seat('auditor').press(/^The card as Officer 1 had it/);
        await stage.seat('auditor').sees(stage.noted('fingerprint'));
      },
    },
  ],
};

const KNIFE = 'Threatened a neighbour with a knife';
const FINGERPRINT = /[0-9a-f]{64}/;

/** What is ruled, watched and looked back at in the control room. */
export const inTheRoom: readonly Scene[] = [downgradeRace, nobodySent, twoFourteen];
