import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type {
  AbandonedDraft,
  BrokenGlass,
  Finding,
  OwnNotice,
  RecordDue,
  Reviewed,
  User,
} from '../../server/contract/index.js';
import { Commands } from '../data/commands.js';
import {
  liftRestriction,
  parted,
  readBrokenGlass,
  readDrafts,
  readNotices,
  readRecordsDue,
  review,
  reviewRecord,
} from '../data/oversight.js';
import type { Session } from '../data/session.js';
import '../ui/as-of.js';
import { base, controls, panels } from '../ui/base.js';
import { Repeating } from '../ui/repeating.js';
import { clock, day, moment } from '../ui/time.js';
import './workforce.js';

/** How often the lists are read again, in ms. */
const READ_AGAIN_MS = 20_000;

/** What can stand in one of the lists. */
interface Line {
  readonly id: string;
}

const HOW: Readonly<Record<OwnNotice['how'][number], string>> = {
  person: 'by name',
  relative: 'a relative',
  address: 'their address',
  phone: 'their number',
  linked: 'a linked call',
};

/**
 * `out-oversight`: reads that somebody has to answer for: incidents opened in an emergency, and what was looked up while
 * typing reports that were never made. For professional standards, where one of the force's own is; for those who keep the
 * registers, records whose date of review or expiry has come.
 */
@customElement('out-oversight')
export class OutOversight extends LitElement {
  static override styles = [
    base,
    controls,
    panels,
    css`
      .body > li {
        display: grid;
        gap: var(--gap-xs);
        padding: var(--gap-s) 0;
        border-bottom: 1px solid var(--line);
      }
      .body > li:last-child {
        border-bottom: 0;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--gap-s);
      }
      form label {
        flex: 1 1 12rem;
      }
      div > details {
        margin-top: var(--gap-s);
      }
      summary {
        width: fit-content;
        min-height: var(--button);
        color: var(--accent);
        cursor: pointer;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private glass: readonly BrokenGlass[] | undefined;
  @state() private drafts: readonly AbandonedDraft[] | undefined;
  @state() private notices: readonly OwnNotice[] | undefined;
  @state() private records: readonly (RecordDue & Line)[] | undefined;
  @state() private readAt: number | undefined;
  @state() private trouble = '';
  @state() private done = '';
  readonly #commands = new Commands((request) => this.session.ask(request));
  readonly reading = new Repeating(this, READ_AGAIN_MS, () => this.#read());

  override render() {
    return html`
      <p class="quiet" role="status" ?hidden=${this.done === ''}>${this.done}</p>
      <p class="trouble" role="alert" ?hidden=${this.trouble === ''}>${this.trouble}</p>
      <out-as-of .at=${this.readAt}></out-as-of>
      <div class="page">
        ${this.#is('administrator', 'professional-standards') ? html`<out-workforce .session=${this.session} .user=${this.user}></out-workforce>` : ''}
        ${this.#is('professional-standards') ? this.#section('One of ours', this.notices, (one) => this.#notice(one), 'Nobody of ours is in an incident.') : ''}
        ${
          this.#is('supervisor', 'inspector')
            ? this.#reviews(
                'Read in an emergency',
                'break-glass',
                this.glass,
                (one) => this.#broken(one),
                'Nobody read what was not theirs.',
              )
            : ''
        }
        ${this.#reviewsDrafts ? this.#reviews('Typed, and never reported', 'drafts', this.drafts, (one) => this.#draft(one), 'None is known yet: a form counts as given up after 15 minutes.') : ''}
        ${
          this.#keepsRegisters
            ? this.#section(
                'Records whose date has come',
                this.records,
                (one) => this.#record(one),
                'No record waits to be reviewed.',
              )
            : ''
        }
      </div>
    `;
  }

  get #keepsRegisters(): boolean {
    return this.#is('administrator', 'supervisor', 'inspector');
  }

  get #reviewsDrafts(): boolean {
    return this.#is('supervisor', 'inspector', 'auditor', 'professional-standards');
  }

  #is(...roles: readonly User['roles'][number][]): boolean {
    return this.user.roles.some((role) => roles.includes(role));
  }

  /** Each line keeps its own form: what is typed about one is never left standing under another. */
  #section<T extends Line>(title: string, lines: readonly T[] | undefined, line: (one: T) => unknown, none: string) {
    return html`
      <section class="panel" aria-label=${title}>
        <h2>${title} <span>${lines?.length ?? ''}</span></h2>
        <ul class="body hundreds">
          ${lines === undefined ? html`<li class="quiet">Reading…</li>` : lines.length === 0 ? html`<li class="quiet">${none}</li>` : repeat(lines, ({ id }) => id, line)}
        </ul>
      </section>
    `;
  }

  /** What waits, each with its form; below it what was looked at. */
  #reviews<T extends Line & { readonly by: string; readonly reviewed?: Reviewed | undefined }>(
    title: string,
    list: 'break-glass' | 'drafts',
    lines: readonly T[] | undefined,
    says: (one: T) => unknown,
    none: string,
  ) {
    const [waiting, reviewed] = lines ? parted(lines) : [undefined, []];
    return html`<div>
      ${this.#section(title, waiting, (one) => html`<li>${says(one)} ${this.#form(list, one)}</li>`, none)}
      <details ?hidden=${reviewed.length === 0}>
        <summary>Reviewed: ${reviewed.length}</summary>
        <section class="panel" aria-label="${title}, reviewed">
          <ul class="body hundreds">
            ${reviewed.map((one) => html`<li>${says(one)} ${one.reviewed ? this.#verdict(one.reviewed) : ''}</li>`)}
          </ul>
        </section>
      </details>
    </div>`;
  }

  #form(list: 'break-glass' | 'drafts', { id, by }: Line & { readonly by: string }) {
    if (by === this.user.id) return html`<p class="quiet">Somebody else reviews this.</p>`;
    return html`<form @submit=${(event: SubmitEvent) => this.#review(event, list, id)}>
      <label>What you found <input name="note" required maxlength="500" autocomplete="off" /></label>
      <button value="justified">Justified</button>
      <button value="not-justified">Not justified</button>
    </form>`;
  }

  #verdict({ finding, note, name, at }: Reviewed) {
    const words = finding === 'justified' ? 'Justified' : 'Not justified';
    return html`<p>
      <strong>${words}</strong>: ${note} <span class="quiet">${name}, ${moment(at, Date.now())}</span>
    </p>`;
  }

  #broken({ name, reference, reason, at, dueAt, overdue }: BrokenGlass) {
    return html`
      <p><strong>${name}</strong> read ${reference}, ${moment(at, Date.now())}</p>
      <p>“${reason}”</p>
      <p class=${overdue ? 'late' : 'quiet'}>
        ${overdue ? 'Review overdue since' : 'Review by'} ${moment(dueAt, Date.now())}
      </p>
    `;
  }

  #draft({ name, from, to, times, registers, records, instead }: AbandonedDraft) {
    const seen =
      records === 0
        ? 'no record was shown'
        : `${records} record${records === 1 ? '' : 's'} shown: ${registers.join(', ')}`;
    return html`
      <p><strong>${name}</strong>, ${moment(from, Date.now())} to ${clock(to).slice(0, 5)}</p>
      <p>The registers were asked ${times === 1 ? 'once' : `${times} times`}; ${seen}.</p>
      ${instead === undefined ? '' : html`<p>Then reported ${instead}, about somebody else.</p>`}
    `;
  }

  #notice({ kind, members, how, by, at, reference, incidentId, letIn = [], lifted }: OwnNotice) {
    const who = members.join(', ');
    if (kind === 'own-looked-for') {
      return html`<li>
        <p><strong>${by}</strong> typed what is their own or of somebody they lead: ${who}</p>
        <p class="quiet">${moment(at, Date.now())}</p>
      </li>`;
    }
    return html`<li>
      <p><strong>${reference}</strong>: ${who}, ${how.map((one) => HOW[one]).join(', ')}</p>
      <p class="quiet">
        Reported by ${by}, ${moment(at, Date.now())}${letIn.length > 0 ? `; let in: ${letIn.join(', ')}` : ''}
      </p>
      ${
        lifted === true
          ? html`<p>The restriction was lifted.</p>`
          : html`<form @submit=${(event: SubmitEvent) => this.#lift(event, incidentId ?? '')}>
              <label>Why it is not one of ours <input name="note" required maxlength="300" autocomplete="off" /></label>
              <button>Lift the restriction</button>
            </form>`
      }
    </li>`;
  }

  #record(record: RecordDue) {
    const { title, recordId, summary, why, since, erasesAt, heldSince, erasedBefore } = record;
    const overdue = why === 'expired' ? 'Ended' : 'To be reviewed';
    return html`<li>
      <p><strong>${title}</strong> ${recordId}: ${summary}</p>
      ${heldSince === undefined ? '' : html`<p>On legal hold since ${moment(heldSince, Date.now())}: it cannot be erased.</p>`}
      ${erasedBefore === undefined ? '' : html`<p>It was erased ${moment(erasedBefore, Date.now())}, and its source has sent it again.</p>`}
      <p class=${erasesAt === undefined ? 'late' : 'quiet'}>
        ${erasesAt === undefined ? `${overdue} since ${day(since)}` : `Reviewed: erased ${moment(erasesAt, Date.now())}`}
      </p>
      <details>
        <summary>Review it</summary>
        <form @submit=${(event: SubmitEvent) => this.#reviewRecord(event, record)}>
          <label>Why <input name="note" required maxlength="300" autocomplete="off" /></label>
          <label>Look again on <input name="day" type="date" /></label>
          <button value="keep">Keep</button>
          <button value="erase" ?hidden=${erasesAt !== undefined || heldSince !== undefined}>Erase in 7 days</button>
        </form>
      </details>
    </li>`;
  }

  async #reviewRecord(event: SubmitEvent, record: RecordDue): Promise<void> {
    event.preventDefault();
    const day = new FormData(event.target as HTMLFormElement).get('day') as string;
    const keeps = (event.submitter as HTMLButtonElement | null)?.value !== 'erase';
    if (keeps && day === '') return this.#after('Say when it is looked at again.', '');
    const kept = keeps ? { reviewBy: `${day}T00:00:00.000Z` } : {};
    const reply = await reviewRecord(this.#commands, record, { reason: noteIn(event), ...kept });
    await this.#after(reply.ok ? undefined : reply.detail, 'Noted.');
  }

  async #review(event: SubmitEvent, list: 'break-glass' | 'drafts', id: string): Promise<void> {
    event.preventDefault();
    const finding = ((event.submitter as HTMLButtonElement | null)?.value ?? 'justified') as Finding;
    const reply = await review(this.#commands, list, id, { finding, note: noteIn(event) });
    await this.#after(reply.ok ? undefined : reply.detail, 'Reviewed.');
  }

  async #lift(event: SubmitEvent, incidentId: string): Promise<void> {
    event.preventDefault();
    const reply = await liftRestriction(this.#commands, incidentId, noteIn(event));
    await this.#after(reply.ok ? undefined : reply.detail, 'Open to everybody again whom it concerns.');
  }

  async #after(trouble: string | undefined, done: string): Promise<void> {
    this.trouble = trouble ?? '';
    this.done = trouble === undefined ? done : '';
    await this.#read();
  }

  async #read(): Promise<void> {
    const [glass, drafts, notices, records] = await Promise.all([
      this.#is('supervisor', 'inspector') ? readBrokenGlass(this.#commands) : undefined,
      this.#reviewsDrafts ? readDrafts(this.#commands) : undefined,
      this.#is('professional-standards') ? readNotices(this.#commands) : undefined,
      this.#keepsRegisters ? readRecordsDue(this.#commands) : undefined,
    ]);
    if (glass?.ok) this.glass = glass.value;
    if (drafts?.ok) this.drafts = drafts.value;
    if (notices?.ok) this.notices = notices.value;
    if (records?.ok) {
      this.records = records.value.map((one) => ({ ...one, id: `${one.register}/${one.recordId}` }));
    }
    const failed = [glass, drafts, notices, records].find((reply) => reply?.ok === false);
    if (failed?.ok === false) this.trouble = failed.detail;
    else this.readAt = Date.now();
  }
}

const noteIn = (event: SubmitEvent): string =>
  (new FormData(event.target as HTMLFormElement).get('note') as string).trim();
