// Makes a DNC list, or changes its name, who it counts for, and how old it may be.
import { type ReactElement, useState } from 'react';
import { campaignSlug } from '../../../flows/language/campaign.ts';
import { api } from '../../api.ts';
import { FormDialog } from '../../kit/FormDialog.tsx';
import { Select } from '../../kit/Select.tsx';
import { slugOf } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { DncList } from '../../types.ts';

const SCOPES = [
  { id: 'account', label: 'The whole account' },
  { id: 'campaign', label: 'One campaign' },
];
const KEPT = [
  { id: 'by-hand', label: 'By hand, flows and the API' },
  { id: 'by-file', label: 'By files, such as the national registry' },
];

/** The dialog; without a list it makes one. */
export function ListDialog({ list, onClose }: { list: DncList | undefined; onClose: () => void }): ReactElement {
  const [name, setName] = useState(list?.name ?? '');
  const [scope, setScope] = useState<string>(list?.scope ?? 'account');
  const [campaign, setCampaign] = useState(list?.campaign ?? '');
  const [kept, setKept] = useState<string>(list?.kept ?? 'by-file');
  const [days, setDays] = useState(String(list?.limitDays ?? 31));
  const isWrong = !/^\d{1,4}$/.test(days.trim());
  const body = {
    name: name.trim(),
    scope,
    campaign: scope === 'campaign' ? campaignSlug(campaign) : '',
    kept,
    limitDays: Number(days),
  };
  const save = () => (list ? api.patch(`/api/dnc-lists/${list.slug}`, body) : api.post('/api/dnc-lists', body));
  const { send, isPending, error } = useSend(save, {
    done: list ? 'Saved.' : `${body.name} was made.`,
    refresh: ['/api/dnc-lists', '/api/names'],
    onDone: onClose,
    onFailed: () => undefined,
  });
  return (
    <FormDialog
      title={list ? `Name and limit of ${list.name}` : 'New DNC list'}
      action={list ? 'Save' : 'Make list'}
      onClose={onClose}
      onSubmit={() => send()}
      isPending={isPending}
      isReady={body.name !== '' && !isWrong && (scope === 'account' || body.campaign !== '')}
      error={error}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        placeholder="National registry"
        description={list ? `Flows name it ${list.slug}.` : `Flows name it ${slugOf(name) || 'by a short name'}.`}
        isRequired
        autoFocus
      />
      <Select label="Counts for" description={looksIn(scope)} options={SCOPES} value={scope} onChange={setScope} />
      {scope === 'campaign' && <CampaignField value={campaign} onChange={setCampaign} />}
      <Select label="Kept" options={KEPT} value={kept} onChange={setKept} />
      {kept === 'by-file' && (
        <TextField
          label="Limit in days"
          value={days}
          onChange={setDays}
          inputMode="numeric"
          error={isWrong ? 'Type a number of days, or 0 for no limit.' : undefined}
          description="When its newest file is older, checks let no number pass. The national registry allows 31 days; 0 is no limit."
        />
      )}
    </FormDialog>
  );
}

/** A campaign is kept by its short name. */
function CampaignField({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactElement {
  const slug = campaignSlug(value);
  return (
    <TextField
      label="Campaign"
      value={value}
      onChange={onChange}
      description={`Its name or short name${slug === '' ? '' : `: ${slug}`}. A DNC check that names the campaign looks in this list too.`}
    />
  );
}

/** Who looks in a list of this scope without being asked to. */
function looksIn(scope: string): string {
  return scope === 'campaign'
    ? 'Imports into lists of the campaign look in it by themselves, and steps that are given the campaign.'
    : 'Imports, check_dnc of the lead API, and DNC checks that name no lists look in it by themselves; other steps where they name it.';
}
