// One open endpoint: its name, the way back to the list, its menu, and its form.
import { type ReactElement, useRef } from 'react';
import type { EndpointDocument } from '../../../../flows/language/receivers.ts';
import { Badge } from '../../../kit/Badge.tsx';
import { Button } from '../../../kit/Button.tsx';
import { Menu } from '../../../kit/Menu.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import type { EndpointDeeds } from './EndpointsPanel.tsx';
import { typeWords } from './EndpointTable.tsx';
import type { EndpointHolder } from './endpoint-holder.ts';
import type { ListedEndpoint } from './endpoint-list.ts';
import { endpointMenu } from './endpoint-menu.ts';

interface EndpointViewProps {
  row: ListedEndpoint;
  holder: EndpointHolder;
  isReadOnly: boolean;
  deeds: EndpointDeeds;
  onChange: (endpoint: EndpointDocument) => void;
  onBack: () => void;
}

/** The view. What stands in a template is read here, and changed for this connection alone once somebody says so. */
export function EndpointView({ row, holder, isReadOnly, deeds, onChange, onBack }: EndpointViewProps): ReactElement {
  const { slug, endpoint, from } = row;
  const isInherited = from === 'template';
  const root = useRef<HTMLElement>(null);
  // The notice goes away with the press: the keyboard goes on from the top of the endpoint.
  const makeOwn = (): void => {
    onChange(endpoint);
    root.current?.focus();
  };
  return (
    <section ref={root} tabIndex={-1} className="lf-stack" aria-label={`Endpoint ${endpoint.name || slug}`}>
      <header className="lf-row lf-endpoint__head">
        <Button size="small" kind="quiet" icon="chevron-left" onPress={onBack}>
          All endpoints
        </Button>
        <h2>{endpoint.name || slug}</h2>
        <code className="lf-muted">{slug}</code>
        <Badge tone="skip" icon={null}>
          {typeWords(endpoint)}
        </Badge>
        <span className="lf-endpoint__end">
          <Menu
            label={`Actions for ${endpoint.name || slug}`}
            icon="gear"
            actions={endpointMenu(row, deeds, { isReadOnly, isOpen: true })}
          />
        </span>
      </header>
      {isInherited && (
        <Notice
          tone="run"
          title="It stands in the template."
          actions={
            !isReadOnly && (
              <Button size="small" icon="edit" onPress={makeOwn}>
                Change it for this connection
              </Button>
            )
          }
        >
          A change of the template changes it here too.
        </Notice>
      )}
      <EndpointForm
        slug={slug}
        endpoint={endpoint}
        onChange={onChange}
        holder={holder}
        isReadOnly={isReadOnly || isInherited}
      />
    </section>
  );
}
