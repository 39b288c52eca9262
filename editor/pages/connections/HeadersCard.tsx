// Headers that every call of a connection carries.
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../kit/Button.tsx';
import { Card } from '../../kit/Page.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useRows } from '../../kit/use-rows.ts';
import type { ConnectionPart } from './ConnectionPage.tsx';
import './connections.css';

/** The card: one row a header. */
export function HeadersCard({ draft, change, isReadOnly }: ConnectionPart): ReactElement {
  const headers = draft.headers ?? [];
  const set = (next: { name: string; value: string }[]): void => {
    const { headers: _, ...rest } = draft;
    change(next.length === 0 ? rest : { ...rest, headers: next });
  };
  const rows = useRows(headers, set);
  return (
    <Card
      title="Headers"
      about="Sent with every call of this connection."
      actions={
        !isReadOnly && (
          <Button size="small" icon="plus" onPress={() => rows.add({ name: '', value: '' })}>
            Add header
          </Button>
        )
      }
    >
      {headers.length === 0 && <p className="lf-muted">None besides what Leadflow sets itself.</p>}
      <div className="lf-stack lf-stack--tight" ref={rows.root}>
        {rows.numbered.map(({ row, index, id }) => (
          <div key={id} className="lf-pair" data-row={index}>
            <TextField
              label={`Name of header ${index + 1}`}
              hideLabel
              placeholder="X-Campaign"
              isMono
              value={row.name}
              onChange={(name) => rows.replace(index, { ...row, name })}
              isReadOnly={isReadOnly}
            />
            <TextField
              label={`Value of header ${index + 1}`}
              hideLabel
              placeholder="spring"
              isMono
              value={row.value}
              onChange={(value) => rows.replace(index, { ...row, value })}
              isReadOnly={isReadOnly}
            />
            {!isReadOnly && (
              <IconButton
                kind="danger"
                icon="trash"
                label={`Remove header ${index + 1}`}
                onPress={() => rows.remove(index)}
              />
            )}
          </div>
        ))}
      </div>
    </Card>
  );
}
