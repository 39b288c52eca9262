// Makes a campaign, or renames one.
import { type ReactElement, useState } from 'react';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { Campaign } from '../../types.ts';
import { WORD_REFRESH } from './word-refresh.ts';

interface CampaignDialogProps {
  campaign: Campaign | undefined;
  onClose: () => void;
}

/** The dialog; without a campaign it makes one. */
export function CampaignDialog({ campaign, onClose }: CampaignDialogProps): ReactElement {
  const [name, setName] = useState(campaign?.name ?? '');
  const body = { name: name.trim() };
  const slug = slugOf(name);
  const save = () =>
    campaign ? api.patch(`/api/campaigns/${campaign.slug}`, body) : api.post('/api/campaigns', { slug, ...body });
  const { send, isPending, error } = useSend(save, {
    done: campaign ? 'Saved.' : `${body.name} was made.`,
    refresh: WORD_REFRESH,
    onDone: onClose,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title={campaign ? `Rename ${campaign.name}` : 'New campaign'}
      action={campaign ? 'Rename' : 'Make campaign'}
      onSubmit={() => send()}
      onClose={onClose}
      isPending={isPending}
      isReady={body.name !== '' && (campaign !== undefined || slug !== '')}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="Spring 2027"
        description={`Flows and the lead API name it ${campaign?.slug ?? (slug || 'by a short name')}.`}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
