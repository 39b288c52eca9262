// Tabs: several views of one thing, one shown at a time.
import type { ReactElement, ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import './tabs.css';

/** One view: its name, an optional count behind it, and what it shows. */
export interface TabView {
  id: string;
  label: string;
  count?: number;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly TabView[];
  /** The tab shown; the component keeps it itself without this. */
  selected?: string;
  onSelect?: (id: string) => void;
}

/** A row of tabs over the panel of the one chosen. */
export function Tabs({ label, tabs, selected, onSelect }: TabsProps): ReactElement {
  return (
    <AriaTabs
      className="lf-tabs"
      {...(selected === undefined ? {} : { selectedKey: selected })}
      {...(onSelect ? { onSelectionChange: (key) => onSelect(String(key)) } : {})}
    >
      <TabList aria-label={label} className="lf-tabs__list">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="lf-tab">
            {tab.label}
            {tab.count !== undefined && <span className="lf-tab__count">{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="lf-tabs__panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
