import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { base, controls } from '../ui/base.js';
import { KeysAnywhere } from '../ui/keys-anywhere.js';
import { ALL_SCENES } from './all-scenes.js';
import { Player } from './pace.js';
import { PERSON_NAMES, play, type Person, type Scene } from './scene.js';
import { NotShown } from './seat.js';
import { scenesStyles } from './scenes-styles.js';
import { Stage } from './stage.js';

/** What is on the page. */
type State =
  | { readonly kind: 'door'; readonly trouble?: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'playing'; readonly scene: Scene; readonly step: number }
  | { readonly kind: 'over'; readonly scene: Scene; readonly step: number; readonly trouble?: string };

/** A screen's own size, in CSS pixels: what it shows follows from it. */
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };
/** Of two desks beside one another: narrow enough for words that can be read. */
const DESK_BESIDE = { width: 1080, height: 1150 };
const isPhone = (person: Person | undefined): boolean => person?.startsWith('officer') === true;

/** The scenes that tell the most in the least time. */
const TOUR: readonly string[] = ['silent-call', 'court-order', 'downgrade-race'];
/** Between two of them, in ms. */
const BETWEEN_SCENES = 3_000;

/**
 * `out-scenes`: the scenes of a control room, played on the running demonstration with captions: one or two people's
 * screens, each signed in by itself and used as they would; three of them one after the other, as a tour. Space holds and
 * goes on, the right arrow goes on at once, Escape goes back to the list. `?scene=ID` plays one after signing in, `?speed=2` twice as fast, `0` without waiting.
 */
@customElement('out-scenes')
export class OutScenes extends LitElement {
  static override styles = [base, controls, scenesStyles];

  @state() private state: State = { kind: 'door' };
  @state() private held = false;
  @query('[name=password]') private readonly passwordField!: HTMLInputElement | null;
  @query('.stage') private readonly stageArea!: HTMLElement | null;
  readonly #asked = new URLSearchParams(location.search);
  #password = '';
  #player = new Player(this.#speed());
  readonly keys = new KeysAnywhere(this, (event) => this.#key(event));

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('resize', this.#fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('resize', this.#fit);
  }

  protected override firstUpdated(): void {
    this.passwordField?.focus();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.#fit();
    this.#takeFocusBack();
  }

  override render() {
    const { state } = this;
    if (state.kind === 'door') return this.#door(state.trouble);
    if (state.kind === 'list') return this.#list();
    return this.#stage(state);
  }

  #door(trouble = '') {
    return html`
      <main class="door">
        <form class="panel" @submit=${this.#open}>
          <h1>Outrider, played</h1>
          <p class="quiet">
            ${ALL_SCENES.length} scenes of a control room, each in a minute, on this running demonstration. The password
            is the one that <code>npm start</code> printed.
          </p>
          <label>
            Password
            <input name="password" type="password" required autocomplete="current-password" />
          </label>
          <p class="trouble" role="alert" ?hidden=${trouble === ''}>${trouble}</p>
          <button class="primary">Show the scenes</button>
        </form>
      </main>
    `;
  }

  #list() {
    return html`
      <main class="list">
        <h1>Scenes that must always work</h1>
        <button class="primary tour" @click=${() => void this.#tour()}>Play three of them, in two minutes</button>
        <ol>
          ${ALL_SCENES.map(
            (scene) => html`
              <li class="panel">
                <button data-scene=${scene.id} @click=${() => void this.#play(scene)}>
                  <strong>${scene.title}</strong>
                  <span>${scene.about}</span>
                </button>
              </li>
            `,
          )}
        </ol>
      </main>
    `;
  }

  #stage(state: Extract<State, { scene: Scene }>) {
    const { scene, step } = state;
    const people = scene.seats.filter((person) => person !== undefined);
    const desk = people.length === 2 && !people.some(isPhone) ? DESK_BESIDE : DESK;
    const sizeOf = (person: Person) => (isPhone(person) ? PHONE : desk);
    const trouble = state.kind === 'over' ? state.trouble : undefined;
    return html`
      <main class="play">
        <div tabindex="-1" class="stage ${people.length === 2 && people.some(isPhone) ? 'with-phone' : ''}">
          ${repeat(
            people,
            (person) => `${scene.id} ${person}`,
            (person) => html`
              <figure class=${isPhone(person) ? 'phone' : 'desk'}>
                <figcaption>${PERSON_NAMES[person]}</figcaption>
                <div class="screen">
                  <iframe
                    name=${person}
                    title="The screen of: ${PERSON_NAMES[person]}"
                    width=${sizeOf(person).width}
                    height=${sizeOf(person).height}
                    @load=${this.#hear}
                    ?inert=${state.kind === 'playing'}
                  ></iframe>
                </div>
              </figure>
            `,
          )}
        </div>
        <footer>
          <p class="where">${scene.title} · ${step + 1} of ${scene.steps.length}</p>
          <p class="caption" role="status">${scene.steps[step]?.says ?? ''}</p>
          <p class="trouble" role="alert" ?hidden=${trouble === undefined}>
            The scene stopped: the screen did not show ${trouble}.
          </p>
          <div class="controls">
            ${
              state.kind === 'over'
                ? html`<p class="ended" data-over=${trouble === undefined ? 'well' : 'stopped'}>
                      ${trouble === undefined ? 'The scene is over; the screens are live, try them.' : ''}
                    </p>
                    <button @click=${() => void this.#play(scene)}>Again</button>`
                : html`<button @click=${this.#holdOrGoOn}>${this.held ? 'Go on' : 'Hold'} <kbd>Space</kbd></button>
                    <button @click=${() => this.#player.goOn()}>Next <kbd>→</kbd></button>`
            }
            <button @click=${this.#back}>All scenes <kbd>Esc</kbd></button>
          </div>
        </footer>
      </main>
    `;
  }

  readonly #open = async (event: SubmitEvent) => {
    event.preventDefault();
    this.#password = this.passwordField?.value ?? '';
    const stage = new Stage(this.#password, this.#player, () => undefined);
    try {
      await stage.signIn('handler');
    } catch (cause) {
      this.state = { kind: 'door', trouble: messageOf(cause) };
      return;
    }
    const wanted = ALL_SCENES.find(({ id }) => id === this.#asked.get('scene'));
    if (wanted === undefined) this.state = { kind: 'list' };
    else await this.#play(wanted);
  };

  /** One after the other, until one stops or the visitor leaves. */
  async #tour(): Promise<void> {
    for (const id of TOUR) {
      const scene = ALL_SCENES.find((one) => one.id === id);
      if (scene === undefined) return;
      await this.#play(scene);
      const player = this.#player;
      const isDone = ({ state } = this) =>
        state.kind === 'over' && state.scene === scene && state.trouble === undefined && this.#player === player;
      if (!isDone()) return;
      await player.rest(BETWEEN_SCENES);
      if (!isDone()) return;
    }
  }

  async #play(scene: Scene): Promise<void> {
    this.#player = new Player(this.#speed());
    this.held = false;
    const player = this.#player;
    const stage = new Stage(this.#password, player, (person) => this.#frame(person));
    this.state = { kind: 'playing', scene, step: 0 };
    const isOn = () => this.#player === player;
    try {
      await stage.clear();
      await this.updateComplete;
      await this.#takeSeats(scene, stage);
      await play(scene, stage, (step) => {
        if (isOn()) this.state = { kind: 'playing', scene, step };
      });
      if (isOn()) this.state = { kind: 'over', scene, step: scene.steps.length - 1 };
    } catch (cause) {
      const step = this.state.kind === 'playing' ? this.state.step : 0;
      if (isOn()) this.state = { kind: 'over', scene, step, trouble: messageOf(cause) };
    }
  }

  /** Everybody on the stage is signed in before the first caption. */
  async #takeSeats(scene: Scene, stage: Stage): Promise<void> {
    for (const person of scene.seats) {
      if (person === undefined) continue;
      await stage.signIn(person);
      stage.seatSession(person);
      const frame = this.#frame(person);
      const screen = scene.screens?.[person];
      if (frame !== undefined) frame.src = screen === undefined ? '/' : `/#/${screen}`;
      await stage.seat(person).isThere();
    }
  }

  #frame(person: Person): HTMLIFrameElement | undefined {
    return this.renderRoot.querySelector<HTMLIFrameElement>(`iframe[name="${person}"]`) ?? undefined;
  }

  readonly #holdOrGoOn = () => {
    if (this.#player.held) this.#player.goOn();
    else this.#player.hold();
    this.held = this.#player.held;
  };

  readonly #back = () => {
    this.#player.goOn();
    this.#player = new Player(this.#speed());
    this.state = { kind: 'list' };
  };

  readonly #key = (event: KeyboardEvent) => {
    if (this.state.kind !== 'playing' && this.state.kind !== 'over') return;
    const onButton = (event.composedPath()[0] as Element | undefined)?.localName === 'button';
    if (event.key === 'Escape') this.#back();
    else if (event.key === 'ArrowRight') this.#player.goOn();
    else if (event.key === ' ' && !onButton) this.#holdOrGoOn();
    else return;
    event.preventDefault();
  };

  /** A scene that is over leaves its screens to the visitor: Escape leads back from there too, where they have no use for it. */
  readonly #hear = ({ currentTarget }: Event) => {
    (currentTarget as HTMLIFrameElement).contentWindow?.addEventListener('keydown', (event) => {
      if (this.state.kind === 'over' && event.key === 'Escape' && !event.defaultPrevented) this.#back();
    });
  };

  /** The screens put the focus where their people type; while a scene is told, the keys are the visitor's. */
  #takeFocusBack(): void {
    const inAScreen = this.shadowRoot?.activeElement?.localName === 'iframe';
    if (inAScreen) this.stageArea?.focus();
  }

  /** Each screen keeps its own size and is drawn as large as there is room for. */
  readonly #fit = () => {
    for (const frame of this.stageArea?.querySelectorAll('iframe') ?? []) {
      const room = frame.parentElement?.getBoundingClientRect();
      if (room === undefined) continue;
      const scale = Math.min(room.width / Number(frame.width), room.height / Number(frame.height), 1);
      frame.style.transform = `scale(${scale})`;
    }
  };

  #speed(): number {
    const speed = Number(new URLSearchParams(location.search).get('speed') ?? 1);
    return Number.isFinite(speed) && speed >= 0 ? speed : 1;
  }
}

/** What stopped a scene, in words; anything that is not a screen's silence is a fault, and is thrown on. */
function messageOf(cause: unknown): string {
  if (cause instanceof NotShown) return cause.message;
  throw cause;
}
