import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { UserReply, UserState } from '../../server/contract/index.js';
import { optionsOf } from '../data/choices.js';
import type { Reply } from '../data/http.js';
import { changePerson, createPerson, resetPassword, signOutEverywhere } from '../data/people.js';
import { FormDialog, textOf, told, type Sent } from '../ui/form-dialog.js';
import { ROLE_TITLE } from '../ui/words.js';
import type { OneTime } from './password-dialog.js';

/** Whose account; a new one when there is none yet. */
interface About {
  readonly person: UserState | undefined;
  /** nobody changes an account of their own */
  readonly isOwn: boolean;
}

/**
 * `out-person-dialog`: a new account, or one that is changed: name, roles, a one-time password, signed out, disabled.
 *
 * Fires `one-time` with what was made for whom, besides what every form in a dialog fires.
 */
@customElement('out-person-dialog')
export class OutPersonDialog extends FormDialog<About> {
  static override styles = [
    FormDialog.styles,
    css`
      .roles {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
      }
    `,
  ];

  protected override readonly label = 'Account';

  /** @param person whose account; undefined: a new one */
  ask(person: UserState | undefined, isOwn: boolean): void {
    this.open({ person, isOwn });
  }

  protected override fields({ person, isOwn }: About) {
    // The first press of Enter does nothing here.
    if (isOwn)
      return html`<p data-first tabindex="-1">
        <strong>${person?.name}</strong>: somebody else changes your own account.
      </p>`;
    return html`
      ${
        person === undefined
          ? html`<label>
              User name, to sign in with
              <input name="username" required maxlength="64" autocomplete="off" autocapitalize="none" />
            </label>`
          : html`<p class="quiet">User name: ${person.id}</p>`
      }
      <label>
        Name, as colleagues see it
        <input name="name" required maxlength="80" autocomplete="off" .value=${person?.name ?? ''} />
      </label>
      ${person?.signsInBy === 'provider' ? html`<p class="quiet">Their roles come from the force’s provider.</p>` : roleFields(person)}
      ${person === undefined ? '' : html`<p class="quiet">Other roles, a one-time password and disabling sign them out.</p>`}
    `;
  }

  protected override buttons({ person, isOwn }: About) {
    const button = (value: string, text: string) =>
      html`<button value=${value} formnovalidate ?disabled=${this.busy}>${text}</button>`;
    return html`
      ${isOwn ? '' : html`<button class="primary" value="save" ?disabled=${this.busy}>Save <kbd>Enter</kbd></button>`}
      ${person === undefined ? '' : button('sign-out', 'Sign out everywhere')}
      ${
        person === undefined || isOwn
          ? ''
          : html`
              ${person.signsInBy === 'provider' ? '' : button('password', 'One-time password')}
              ${person.disabled ? button('enable', 'Enable') : button('disable', 'Disable')}
            `
      }
    `;
  }

  protected override async send({ person }: About, said: FormData, pressed: string): Promise<Sent> {
    const { commands } = this;
    const name = textOf(said, 'name');
    const roles = optionsOf(ROLE_TITLE).filter((role) => said.getAll('role').includes(role));
    if (person === undefined) {
      if (roles.length === 0) return { trouble: 'Choose at least one role.' };
      const made = await createPerson(commands, { username: textOf(said, 'username'), name, roles });
      return this.#withPassword(made, `${name} has an account.`);
    }
    const { id, signsInBy } = person;
    switch (pressed) {
      case 'sign-out':
        return told(await signOutEverywhere(commands, id), () => `${person.name} is signed out everywhere.`);
      case 'password':
        return this.#withPassword(await resetPassword(commands, id), `${person.name} has a one-time password.`);
      case 'disable':
      case 'enable': {
        const disabled = pressed === 'disable';
        const words = disabled ? 'cannot sign in any more' : 'can sign in again';
        return told(await changePerson(commands, id, { disabled }), () => `${person.name} ${words}.`);
      }
      default: {
        const byProvider = signsInBy === 'provider';
        if (!byProvider && roles.length === 0) return { trouble: 'Choose at least one role.' };
        return told(
          await changePerson(commands, id, byProvider ? { name } : { name, roles }),
          () => `Changed: ${name}.`,
        );
      }
    }
  }

  #withPassword(reply: Reply<UserReply>, done: string): Sent {
    if (reply.ok && reply.value.password !== undefined) {
      const detail: OneTime = { name: reply.value.user.name, password: reply.value.password };
      this.dispatchEvent(new CustomEvent('one-time', { detail }));
    }
    return told(reply, () => done);
  }
}

const roleFields = (person: UserState | undefined) => html`
  <fieldset>
    <legend>Roles</legend>
    <div class="roles">
      ${optionsOf(ROLE_TITLE).map(
        (role) =>
          html`<label>
            <input type="checkbox" name="role" value=${role} ?checked=${person?.roles.includes(role) === true} />
            ${ROLE_TITLE[role]}
          </label>`,
      )}
    </div>
  </fieldset>
`;
