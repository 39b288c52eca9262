// What is chosen for the leads of a file: where they go, how they begin, and what is done about numbers that are known.
import type { ReactElement } from 'react';
import { ComboBox } from '../../../kit/ComboBox.tsx';
import { Card } from '../../../kit/Page.tsx';
import { type Option, Select } from '../../../kit/Select.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useNames } from '../../../shell/use-names.ts';
import type { LeadImportSettings } from '../../../types.ts';
import { REGIONS, regionFault } from '../../sources/regions.ts';
import { ON_DNC, ON_DUPLICATE, ON_UNREADABLE, SCOPES } from './import-words.ts';

interface SettingsCardProps {
  settings: LeadImportSettings;
  onChange: (settings: LeadImportSettings) => void;
  /** The fields that the mapping makes. */
  targets: readonly string[];
  isReadOnly: boolean;
}

/** The form. */
export function SettingsCard({ settings, onChange, targets, isReadOnly }: SettingsCardProps): ReactElement {
  const { leadLists, statuses } = useNames();
  const set = <K extends keyof LeadImportSettings>(name: K, value: LeadImportSettings[K]): void =>
    onChange({ ...settings, [name]: value });
  const field = <K extends keyof LeadImportSettings>(name: K, label: string, options: readonly Option[]) => (
    <Select
      label={label}
      options={options}
      value={settings[name]}
      onChange={(id) => set(name, id as LeadImportSettings[K])}
      isReadOnly={isReadOnly}
    />
  );
  return (
    <Card title="Leads" about="What is done with the rows.">
      <div className="lf-columns">
        {field(
          'phoneField',
          'Phone',
          targets.map((target) => ({ id: target, label: target })),
        )}
        {field(
          'list',
          'Lead list',
          leadLists.map(({ slug, name }) => ({ id: slug, label: name })),
        )}
        {field(
          'status',
          'Status',
          statuses.map(({ abbrev, label }) => ({ id: abbrev, label: abbrev, hint: label })),
        )}
        <TextField
          label="Source"
          description="Where the leads are from, in words."
          value={settings.source}
          onChange={(source) => set('source', source)}
          isReadOnly={isReadOnly}
        />
        <ComboBox
          label="Region"
          description="Country of numbers without a country code."
          value={settings.region}
          onChange={(region) => set('region', region)}
          options={REGIONS}
          error={regionFault(settings.region)}
          allowsAny
          isReadOnly={isReadOnly}
        />
        {field('onDuplicate', 'On duplicate', ON_DUPLICATE)}
        {settings.onDuplicate !== 'allow' && field('scope', 'Duplicates in', SCOPES)}
        {field('onDnc', 'Numbers on DNC lists', ON_DNC)}
        {field('onUnreadable', 'Numbers that cannot be read', ON_UNREADABLE)}
      </div>
    </Card>
  );
}
