import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Card, Job, JobForm, User } from '../../server/contract/index.js';
import { Commands } from '../data/commands.js';
import {
  changeShift,
  decideOn,
  EMPTY_FORM,
  finishLook,
  isUndecided,
  keepForm,
  latestCard,
  lineOf,
  missingIn,
  nextJob,
  readJob,
  returnJob,
  toDecide,
  type FoundRecord,
  type Ruling,
} from '../data/desk-work.js';
import type { Link } from '../data/link.js';
import type { Session } from '../data/session.js';
import { base } from '../ui/base.js';
import { isInDialog, isInField, KeysAnywhere } from '../ui/keys-anywhere.js';
import { placeAfter, stepOf } from '../ui/steps.js';
import { StoreReader } from '../ui/store-reader.js';
import { deskActionFor, DESK_KEYS, type DeskAction } from './keys.js';
import { deskStyles } from './desk-styles.js';
import './job-form.js';
import type { OutJobForm } from './job-form.js';
import './job-card.js';
import './job-matches.js';
import './queue.js';

/** A form is kept so long after the last change, in ms: a lost link loses no more than that. */
const KEEP_AFTER = 1_500;
/** The queue that is told may be this much older than a claim, in ms. */
const QUEUE_LAG = 6_000;

/**
 * `out-desk`: the researcher's screen: the queue in its order, one job with its matches side by side with the call, and
 * the form that the first look and full research share. Everything has a key (`keys.ts`).
 */
@customElement('out-desk')
export class OutDesk extends LitElement {
  static override styles = [base, deskStyles];

  @property({ attribute: false }) link!: Link;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) user!: User;
  @state() private job: Job | undefined;
  @state() private form: JobForm = EMPTY_FORM;
  @state() private open = 0;
  @state() private asking = false;
  @state() private busy = false;
  /** what was done last, or why it was not, in words */
  @state() private said = '';
  @query('out-job-form') private readonly fields!: OutJobForm | null;

  readonly #commands = new Commands((request) => this.session.ask(request));
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #takenAt = 0;
  /** the job that was put down last, and when: a queue that is told late may still call it this person's */
  #left: { readonly jobId: string; readonly at: number } | undefined;
  /** why the job stood where it stood when it was last read: another reason is a reason to read it again */
  #readAs: string | undefined;
  readonly reader = new StoreReader(this, () => [this.link.desk, this.link.held, this.link.health]);
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#keepNow();
  }

  override render() {
    const { job } = this;
    const card = this.#card();
    return html`
      <div class="desk">
        <out-desk-queue .desk=${this.#desk()} .userId=${this.user.id}></out-desk-queue>
        <div class="work">
          <div class="bar panel">
            ${this.#button('duty', this.#onDuty() ? 'Go off duty' : 'Go on duty')}
            ${this.#button('next', 'Next job', job === undefined)}
            ${
              job === undefined
                ? ''
                : html`${this.#button('finish', job.review === 'unreviewed' ? 'Finish first look' : 'Finish research', true)}
                  ${this.#button('return', 'Return')}`
            }
            <p role="status">${this.said}</p>
          </div>
          ${this.#lost()} ${job === undefined || card === undefined ? this.#nothing() : this.#work(job, card)}
        </div>
      </div>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    void this.#follow();
    const card = this.#card();
    if (card !== undefined) this.link.shown({ incidentId: card.incidentId, version: card.version });
  }

  #desk() {
    return this.link.desk.value.state;
  }

  #onDuty(): boolean {
    return this.#desk()?.researchers?.some(({ id }) => id === this.user.id) ?? false;
  }

  #card(): Card | undefined {
    const { job } = this;
    return job && latestCard(job, this.link.held.value.cards.get(job.incidentId));
  }

  #records() {
    const card = this.#card();
    return card === undefined ? [] : toDecide(card);
  }

  #button(action: DeskAction, words: string, primary = false) {
    return html`<button class=${primary ? 'primary' : ''} ?disabled=${this.busy} @click=${() => this.#do(action)}>
      ${words} <kbd>${DESK_KEYS[action].keys}</kbd>
    </button>`;
  }

  #nothing() {
    return html`<p class="panel body quiet">No job is open. Press N for the one that comes first.</p>`;
  }

  /** The claim went back to the queue while the link was away. */
  #lost() {
    const { job } = this;
    const desk = this.#desk();
    if (job === undefined || desk?.jobs === undefined || this.busy) return '';
    const line = desk.jobs.find(({ jobId }) => jobId === job.id);
    if (line === undefined || line.claimedBy?.id === this.user.id || Date.now() - this.#takenAt < QUEUE_LAG) return '';
    const who =
      line.claimedBy === undefined
        ? 'Nobody has it now: finishing it still counts.'
        : `${line.claimedBy.name} has it now.`;
    return html`<p class="lost panel body" role="alert">
      This job went back to the queue. ${who} What you typed is kept with it.
    </p>`;
  }

  #work(job: Job, card: Card) {
    const records = this.#records();
    const open = Math.min(this.open, Math.max(0, records.length - 1));
    return html`
      <div class="columns">
        <out-job-matches
          .found=${records}
          .card=${card}
          .form=${this.form}
          .open=${open}
          .asking=${this.asking}
          @open-match=${(event: CustomEvent<number>) => this.#openMatch(event.detail)}
          @decide=${(event: CustomEvent<Ruling>) => records[open] && this.#decide(records[open], event.detail)}
          @left=${() => this.#leaveField()}
        ></out-job-matches>
        <div class="side">
          <out-job-card
            .job=${job}
            .card=${card}
            .why=${lineOf(this.#desk(), this.user.id)?.why ?? job.why}
          ></out-job-card>
          <div class="panel body">
            <out-job-form
              .byHand=${job.byHand}
              .form=${this.form}
              @change-form=${(event: CustomEvent<JobForm>) => this.#change(event.detail)}
            ></out-job-form>
          </div>
        </div>
      </div>
    `;
  }

  /** A screen that was loaded again goes on with the job that its person has; what happens to it meanwhile is read anew. */
  async #follow(): Promise<void> {
    const held = lineOf(this.#desk(), this.user.id);
    if (held === undefined || this.busy || this.#reading) return;
    if (held.jobId === this.#left?.jobId && Date.now() - this.#left.at < QUEUE_LAG) return;
    if (this.job !== undefined && (this.job.id !== held.jobId || this.#readAs === held.why)) return;
    this.#reading = true;
    this.#readAs = held.why;
    const reply = await readJob(this.#commands, held.jobId);
    this.#reading = false;
    if (!reply.ok || this.busy) return;
    if (this.job === undefined) this.#take(reply.value.job);
    else if (this.job.id === held.jobId) this.job = reply.value.job;
  }

  #take(job: Job | undefined): void {
    const goesOn = job !== undefined && job.id === this.job?.id;
    if (this.job !== undefined && !goesOn) this.#left = { jobId: this.job.id, at: Date.now() };
    this.job = job;
    this.#takenAt = Date.now();
    this.#readAs = undefined;
    this.form = job?.form ?? EMPTY_FORM;
    this.asking = false;
    if (!goesOn) this.open = 0;
  }

  #openMatch(index: number): void {
    this.open = index;
    this.asking = false;
  }

  #decide(record: FoundRecord, ruling: Ruling): void {
    this.#change(decideOn(this.form, record, ruling));
    this.#leaveField();
    const undecided = this.#records().findIndex((one) => isUndecided(this.form, one));
    if (undecided >= 0) this.open = undecided;
  }

  #leaveField(): void {
    this.asking = false;
    this.renderRoot.querySelector<HTMLElement>('out-job-matches')?.focus();
  }

  #change(form: JobForm): void {
    this.form = form;
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.#keepNow(), KEEP_AFTER);
  }

  async #keepNow(): Promise<void> {
    if (this.#keeping === undefined || this.job === undefined) return;
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const reply = await keepForm(this.#commands, this.job.id, this.form);
    if (!reply.ok && reply.code === 'UNREACHABLE') this.#change(this.form);
  }

  #do(action: DeskAction): void {
    const record = this.#records()[this.open];
    if (action === 'duty') void this.#run(() => this.#changeShift());
    else if (action === 'next') void this.#run(() => this.#next());
    else if (this.job === undefined) this.said = 'Take a job first (N).';
    else if (action === 'finish') void this.#run(() => this.#finish());
    else if (action === 'return') void this.#run(() => this.#return());
    else if (action === 'confirm' || action === 'reject') {
      if (record === undefined) this.said = 'There is no match to decide on.';
      else if (action === 'reject') this.asking = true;
      else this.#decide(record, { decision: 'confirmed' });
    } else void this.fields?.goTo(action);
  }

  async #run(work: () => Promise<string>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.said = await work();
    this.busy = false;
  }

  async #changeShift(): Promise<string> {
    await this.#keepNow();
    const reply = await changeShift(this.#commands, !this.#onDuty());
    if (!reply.ok) return reply.detail;
    this.link.heardOfDesk(reply.value);
    if (this.#onDuty()) return 'You are on duty.';
    this.#take(undefined);
    return 'You are off duty.';
  }

  async #next(): Promise<string> {
    await this.#keepNow();
    const reply = await nextJob(this.#commands);
    if (!reply.ok) return reply.detail;
    const same = reply.value?.job.id === this.job?.id;
    this.#take(reply.value?.job);
    if (reply.value === undefined) return 'Nothing waits for the desk.';
    return same ? 'This job still comes first: finish it, or return it.' : '';
  }

  async #finish(): Promise<string> {
    const { job, form } = this;
    if (job === undefined) return '';
    const missing = missingIn(form);
    if (missing !== undefined) return `Not finished: ${missing}.`;
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const isFirst = job.review === 'unreviewed';
    const reply = await finishLook(this.#commands, job.id, isFirst ? 'first-look' : 'complete', form);
    if (!reply.ok) return `Not finished: ${reply.detail}`;
    this.#take(isFirst ? reply.value.job : undefined);
    return isFirst
      ? 'First look made: the cards say so. Go on with this form, or N for the next job.'
      : 'Research done.';
  }

  async #return(): Promise<string> {
    await this.#keepNow();
    const reply = await returnJob(this.#commands, this.job?.id ?? '');
    if (!reply.ok) return reply.detail;
    this.link.heardOfDesk(reply.value);
    this.#take(undefined);
    return 'Returned to the queue, with what you typed.';
  }

  readonly #key = (event: KeyboardEvent) => {
    if (event.altKey || event.defaultPrevented || this.hidden) return;
    const inField = isInField(event);
    if (isInDialog(event)) return;
    if (inField && event.key === 'Escape') return this.#leaveField();
    const action = deskActionFor(event);
    if (action !== undefined && (!inField || action === 'finish')) {
      event.preventDefault();
      return this.#do(action);
    }
    const step = stepOf(event);
    if (inField || step === undefined || this.job === undefined) return;
    event.preventDefault();
    this.#openMatch(placeAfter(this.open, step, this.#records().length));
  };
}
