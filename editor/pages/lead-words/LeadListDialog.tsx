// Makes a lead list, or changes its name and campaign.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { LeadList, Named } from '../../types.ts';
import { WORD_REFRESH } from './word-refresh.ts';

interface LeadListDialogProps {
  list: LeadList | undefined;
  campaigns: readonly Named[];
  onClose: () => void;
}

const NONE = '-';
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The dialog; without a list it makes one. */
export function LeadListDialog({ list, campaigns, onClose }: LeadListDialogProps): ReactElement {
  const [name, setName] = useState(list?.name ?? '');
  const [id, setId] = useState('');
  const [campaign, setCampaign] = useState(list?.campaign || NONE);
  const slug = id.trim() || slugOf(name);
  const isWrong = id.trim() !== '' && !SLUG.test(id.trim());
  const body = { name: name.trim(), campaign: campaign === NONE ? '' : campaign };
  const save = () =>
    list ? api.patch(`/api/lead-lists/${list.slug}`, body) : api.post('/api/lead-lists', { slug, ...body });
  const { send, isPending, error } = useSend(save, {
    done: list ? 'Saved.' : `${body.name} was made.`,
    refresh: WORD_REFRESH,
    onDone: onClose,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title={list ? `Name and campaign of ${list.name}` : 'New lead list'}
      action={list ? 'Save' : 'Make list'}
      onSubmit={() => send()}
      onClose={onClose}
      isPending={isPending}
      isReady={body.name !== '' && (list !== undefined || slug !== '') && !isWrong}
      error={error}
    >
      <TextField label="Name" value={name} onChange={setName} placeholder="Spring campaign" isRequired autoFocus />
      {!list && (
        <TextField
          label="List id"
          value={id}
          onChange={setId}
          placeholder={slugOf(name) || '1001'}
          description="What flows, and clients of the lead API as list_id, call it. Left empty: made of the name. It cannot be changed later."
          error={isWrong ? 'Use lower-case words or numbers joined by hyphens, such as 1001.' : undefined}
          isMono
        />
      )}
      <Select
        label="Campaign"
        options={[
          { id: NONE, label: 'No campaign' },
          ...campaigns.map(({ slug: each, name: label }) => ({ id: each, label, hint: each })),
        ]}
        value={campaign}
        onChange={setCampaign}
        description="Lists of one campaign can be searched for duplicates together."
      />
    </FormDialog>
  );
}
