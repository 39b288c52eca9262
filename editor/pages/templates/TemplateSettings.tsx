// The settings of a template: what it is called, who may use it, its parameters, authentication, headers and facts.
import { type ReactElement, useId } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import type { JsonObject } from '../../../flows/language/document.ts';
import { Card, Fact } from '../../kit/Page.tsx';
import { SchemaForm } from '../../kit/SchemaForm.tsx';
import { Checkbox, Segmented } from '../../kit/Switch.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useNames } from '../../shell/use-names.ts';
import { AuthCard } from '../connections/AuthCard.tsx';
import { partOf, withPart } from '../connections/endpoints/shaped.ts';
import { HeadersCard } from '../connections/HeadersCard.tsx';
import { ConnectionLinks } from './ConnectionLinks.tsx';
import { FACTS_FORM, HOST_FORM, NAMES_FORM, PARAMETERS_FORM, tidied } from './settings-form.ts';
import type { TemplatePart } from './TemplatePage.tsx';
import { holderOf } from './template-holder.ts';

/** The tab. */
export function TemplateSettings({ usedBy, ...part }: TemplatePart & { usedBy: readonly string[] }): ReactElement {
  return (
    <div className="lf-split">
      <div className="lf-stack">
        <Card title="General">
          <div className="lf-stack">
            <Part {...part} schema={NAMES_FORM} />
            <Checked {...part} />
          </div>
        </Card>
        <Card title="Parameters" about="What differs from one customer to the next, and where calls put it.">
          <Part {...part} schema={PARAMETERS_FORM} />
        </Card>
        <Sign {...part} />
        <Card title="Host">
          <Part {...part} schema={HOST_FORM} />
        </Card>
        <HeadersCard
          headers={part.draft.headers ?? []}
          onChange={(headers) =>
            part.change(withOrWithout(part.draft, 'headers', headers.length > 0 ? headers : undefined))
          }
          isReadOnly={part.isReadOnly}
        />
        <Card title="Info and iframe" about="Kept with the template; calls do not read them.">
          <Part {...part} schema={FACTS_FORM} />
        </Card>
      </div>
      <div className="lf-stack">
        <Rights {...part} />
        <Card title="About this template">
          <dl className="lf-facts">
            <Fact label="Short name">
              <code>{part.slug}</code>
            </Fact>
            <Fact label="Kept in">
              <code>{`connections/templates/${part.slug}.yaml`}</code>
            </Fact>
            <Fact label="Used by">
              {usedBy.length === 0 ? (
                <span className="lf-muted">No connection</span>
              ) : (
                <ConnectionLinks slugs={usedBy} />
              )}
            </Fact>
          </dl>
        </Card>
      </div>
    </div>
  );
}

function Part({ draft, change, isReadOnly, schema }: TemplatePart & { schema: JsonSchema }): ReactElement {
  return (
    <SchemaForm
      schema={schema}
      value={partOf(draft, schema)}
      onChange={(value: JsonObject) => change(withPart(draft, schema, tidied(value)))}
      check="left"
      readOnly={isReadOnly}
    />
  );
}

/** The public facts behind the template, one a line. */
function Checked({ draft, change, isReadOnly }: TemplatePart): ReactElement {
  const set = (text: string): void => {
    const { checkedAgainst: _, ...rest } = draft;
    change(text === '' ? rest : { ...rest, checkedAgainst: text.split('\n') });
  };
  const tidy = (): void => {
    const lines = (draft.checkedAgainst ?? []).map((line) => line.trim()).filter((line) => line !== '');
    if (lines.length < (draft.checkedAgainst?.length ?? 0)) set(lines.join('\n'));
  };
  return (
    <TextField
      label="Checked against"
      description="The public facts behind it, one a line: a page of the vendor, and when it was read."
      value={(draft.checkedAgainst ?? []).join('\n')}
      onChange={set}
      onBlur={tidy}
      rows={Math.max(2, draft.checkedAgainst?.length ?? 0)}
      isReadOnly={isReadOnly}
    />
  );
}

/** How connections of the template show who they are; secrets stand in their fields. */
function Sign({ draft, change, isReadOnly, slug }: TemplatePart): ReactElement {
  return (
    <AuthCard
      holder={holderOf(slug, draft)}
      auth={draft.auth}
      endpoints={draft.endpoints}
      onChange={(auth) => change(withOrWithout(draft, 'auth', auth))}
      isReadOnly={isReadOnly}
    />
  );
}

function withOrWithout<K extends 'auth' | 'headers'>(
  draft: TemplatePart['draft'],
  key: K,
  value: TemplatePart['draft'][K] | undefined,
): TemplatePart['draft'] {
  const next = { ...draft };
  delete next[key];
  return value === undefined ? next : { ...next, [key]: value };
}

const RIGHTS = [
  { id: 'public', label: 'Public' },
  { id: 'private', label: 'Private' },
];

/** Public, or private to the connections that are named. */
function Rights({ draft, change, isReadOnly }: TemplatePart): ReactElement {
  const { connections } = useNames();
  const id = useId();
  const { onlyFor, ...rest } = draft;
  const known = connections.map(({ slug, name }) => ({ slug, name }));
  const gone = (onlyFor ?? []).filter((slug) => !known.some((each) => each.slug === slug));
  const choices = [...known, ...gone.map((slug) => ({ slug, name: `${slug} (not there yet)` }))];
  const toggle = (slug: string, isOn: boolean): void => {
    const next = choices.map((each) => each.slug).filter((each) => (each === slug ? isOn : onlyFor?.includes(each)));
    change({ ...rest, onlyFor: next });
  };
  return (
    <Card title="May be used by">
      <div className="lf-stack lf-stack--tight">
        <Segmented
          label="Public or private"
          hideLabel
          options={RIGHTS}
          value={onlyFor ? 'private' : 'public'}
          onChange={(way) => change(way === 'private' ? { ...rest, onlyFor: [] } : rest)}
          isDisabled={isReadOnly}
          description={onlyFor ? 'Only the connections chosen here may use it.' : 'Every connection may use it.'}
        />
        {onlyFor && (
          <fieldset className="lf-choices" aria-labelledby={id}>
            <span id={id} className="lf-label">
              Connections
            </span>
            {choices.length === 0 && <p className="lf-muted lf-small">There is no connection yet.</p>}
            {choices.map(({ slug, name }) => (
              <Checkbox
                key={slug}
                isSelected={onlyFor.includes(slug)}
                onChange={(isOn) => toggle(slug, isOn)}
                isDisabled={isReadOnly}
              >
                {name}
              </Checkbox>
            ))}
          </fieldset>
        )}
      </div>
    </Card>
  );
}
