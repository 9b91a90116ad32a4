/** The button beside a number that says what it means and how it is worked out; what is opened from there closes it. */
import { ActionIcon, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Reports.module.css';

export function How({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation('report');
  const [shows, setShows] = useState(false);
  const label = t('how', { name });
  const left = (event: MouseEvent) => {
    if ((event.target as Element).closest('button')) setShows(false);
  };
  return (
    <Popover
      opened={shows}
      onChange={setShows}
      width={330}
      position="bottom-start"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <ActionIcon size={24} aria-label={label} title={label} onClick={() => setShows(!shows)}>
          <IconInfoCircle size={15} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles['how']} aria-label={name} onClick={left}>
        <h3>{name}</h3>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
