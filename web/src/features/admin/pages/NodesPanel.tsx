/** The machines that share the centre's database; nothing to see where there is one. */
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { Table, type Column } from '@/ui/Table';
import { spanInWords } from '@/ui/time';
import admin from '../Admin.module.css';
import { Level } from './HomePage';
import styles from './NodesPanel.module.css';
import { useNodes, type NodeShown } from './overview';

const LEVELS = { alive: 'ok', draining: 'info', gone: 'bad' } as const;
const JUST_NOW = 5;
const ALL_ROLES = 4;

export function NodesPanel() {
  const { t } = useTranslation('admin');
  const nodes = useNodes().data?.items ?? [];
  if (nodes.length < 2) return null;
  const named = (names: string[]) =>
    names.map((name) => textAt(`admin:nodes.role.${name}`) ?? name).join(', ');
  const seen = (node: NodeShown) =>
    node.seen_seconds < JUST_NOW ? t('nodes.now') : t('nodes.ago', { span: spanInWords(node.seen_seconds) });
  const columns: Column<NodeShown>[] = [
    {
      key: 'state',
      head: t('list.status'),
      quiet: true,
      cell: (node) => (
        <span className={styles['state']}>
          <Level level={LEVELS[node.state]} /> {t(`nodes.state.${node.state}`)}
        </span>
      ),
    },
    {
      key: 'node',
      head: t('nodes.node'),
      cell: (node) => (
        <>
          <b className={styles['name']}>{node.address}</b>
          <br />
          <small className={admin['quiet']}>
            {t('health.version', { version: node.version })} · {t('nodes.seen', { when: seen(node) })}
            {node.answers && ` · ${t('nodes.answers')}`}
          </small>
        </>
      ),
    },
    {
      key: 'roles',
      head: t('nodes.roles'),
      cell: (node) =>
        node.roles.length === ALL_ROLES ? (
          <span className={styles['name']}>{t('nodes.all')}</span>
        ) : (
          named(node.roles)
        ),
    },
    {
      key: 'holds',
      head: t('nodes.holds'),
      cell: (node) => named(node.holds) || <span className={admin['quiet']}>{t('nodes.nothing')}</span>,
    },
  ];
  return (
    <section className={styles['nodes']} aria-labelledby="nodes">
      <h2 id="nodes">{t('nodes.title')}</h2>
      <p className={admin['lead']}>{t('nodes.lead')}</p>
      <div tabIndex={0} role="region" aria-label={t('nodes.title')}>
        <Table label={t('nodes.title')} columns={columns} rows={nodes} id={(node) => node.id} />
      </div>
    </section>
  );
}
