/** What can be done to the chosen conversations, at the foot of the list. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconClockPause,
  IconDots,
  IconFlame,
  IconTag,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay, useMe } from '@/api/session';
import type { Row } from '@/api/types';
import { fullTime, useNow } from '@/ui/time';
import styles from '../Lists.module.css';
import { selection, useSelection } from '../selection';
import { presets } from '../snooze';
import type { Bulk } from './back';
import { stepMany } from './step';

const BulkDialog = lazy(async () => ({ default: (await import('./BulkDialog')).BulkDialog }));

export type Asked = 'assign' | 'transfer' | 'tag' | 'resolve';

const KINDS = ['enquiry', 'complaint', 'claim', 'incident'] as const;
const PRIORITIES = [1, 2, 3, 4, 5] as const;

function Choice({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Menu position="top">
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon size={30} aria-label={label}>
            {icon}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

export function BulkBar({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation();
  const lists = useTranslation('lists').t;
  const { user } = useMe();
  const { agents } = useCatalog();
  const ids = useSelection((state) => state.ids);
  const now = useNow();
  const chosen = rows.filter((row) => ids.has(row.id)).map((row) => row.id);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [may, mayAssign, mayClose] = [
    useMay('conversation.reply'),
    useMay('conversation.assign'),
    useMay('conversation.close'),
  ];
  const mayTransfer = useMay('conversation.transfer');
  const run = (wanted: Bulk, what: string) => {
    setAsked(null);
    void stepMany(chosen, wanted, lists('bulk.done', { count: chosen.length, what })).then((well) => {
      if (well.length > 0) selection.clear();
    });
  };
  const me = agents.some((agent) => agent.id === user.id);
  return (
    <section className={styles['bulk']} aria-label={lists('bulk.bar')}>
      <ActionIcon size={30} aria-label={lists('bulk.clear')} onClick={selection.clear}>
        <IconX size={17} />
      </ActionIcon>
      <strong aria-live="polite">{lists('bulk.count', { count: chosen.length })}</strong>
      <span className={styles['grow']} />
      {may && (
        <Choice label={lists('bulk.assign')} icon={<IconUserPlus size={18} />}>
          {me && (
            <Menu.Item onClick={() => run({ do: 'take' }, lists('bulk.take'))}>
              {lists('bulk.take')}
            </Menu.Item>
          )}
          {mayAssign && <Menu.Item onClick={() => setAsked('assign')}>{lists('bulk.assign')}…</Menu.Item>}
          <Menu.Item onClick={() => run({ do: 'release' }, lists('bulk.release'))}>
            {lists('bulk.release')}
          </Menu.Item>
        </Choice>
      )}
      {may && (
        <Choice label={lists('bulk.priority')} icon={<IconFlame size={18} />}>
          {PRIORITIES.map((priority) => (
            <Menu.Item
              key={priority}
              onClick={() => run({ do: 'priority', priority }, t(`priority.${priority}`))}
            >
              {t(`priority.${priority}`)}
            </Menu.Item>
          ))}
        </Choice>
      )}
      {may && (
        <Tooltip label={lists('bulk.tag')}>
          <ActionIcon size={30} aria-label={lists('bulk.tag')} onClick={() => setAsked('tag')}>
            <IconTag size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      {mayClose && (
        <Choice label={lists('bulk.snooze')} icon={<IconClockPause size={18} />}>
          {presets(now).map(({ name, at }) => (
            <Menu.Item
              key={name}
              title={fullTime(at)}
              onClick={() => run({ do: 'snooze', until: new Date(at).toISOString() }, lists('bulk.snooze'))}
            >
              {t(`snooze.${name}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => run({ do: 'pend' }, lists('bulk.pend'))}>{lists('bulk.pend')}</Menu.Item>
        </Choice>
      )}
      {mayClose && (
        <Tooltip label={lists('bulk.resolve')}>
          <ActionIcon size={30} aria-label={lists('bulk.resolve')} onClick={() => setAsked('resolve')}>
            <IconCheck size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <Choice label={t('common.more')} icon={<IconDots size={18} />}>
        <Menu.Item onClick={() => run({ do: 'read' }, lists('bulk.read'))}>{lists('bulk.read')}</Menu.Item>
        <Menu.Item onClick={() => run({ do: 'unread' }, lists('bulk.unread'))}>
          {lists('bulk.unread')}
        </Menu.Item>
        {mayTransfer && <Menu.Item onClick={() => setAsked('transfer')}>{lists('bulk.transfer')}…</Menu.Item>}
        {may && (
          <>
            <Menu.Divider />
            <Menu.Label>{lists('bulk.kind')}</Menu.Label>
            {KINDS.map((kind) => (
              <Menu.Item
                key={kind}
                leftSection={kind === 'enquiry' ? null : <IconAlertTriangle size={14} />}
                onClick={() => run({ do: 'kind', kind }, lists(`kind.${kind}`))}
              >
                {lists(`kind.${kind}`)}
              </Menu.Item>
            ))}
          </>
        )}
      </Choice>
      {asked && (
        <Suspense fallback={null}>
          <BulkDialog asked={asked} onClose={() => setAsked(null)} onRun={run} />
        </Suspense>
      )}
    </section>
  );
}
