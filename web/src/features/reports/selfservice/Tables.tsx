/** Flow by flow, node by node, reason by reason: each count can be opened. */
import { useTranslation } from 'react-i18next';
import { figure } from '@/ui/figures';
import { currentLanguage } from '@/ui/i18n';
import styles from '../Reports.module.css';
import own from './SelfService.module.css';
import { shown } from './Numbers';
import { METRICS, type Open, type Report, type SetName } from './questions';

/** A flow in the reader's language. */
const titleOf = (line: { title: string; title_es: string }): string =>
  (currentLanguage() === 'es' && line.title_es) || line.title;

const percent = (value: number | null) => (value === null ? '–' : figure(value, 'percent'));

interface CountProps {
  count: number;
  label: string;
  onClick: () => void;
}

/** Nothing behind it: no button. */
function Count({ count, label, onClick }: CountProps) {
  const said = figure(count, 'count');
  if (count === 0) return <span className={styles['number']}>{said}</span>;
  return (
    <button type="button" className={styles['number']} aria-label={`${label}: ${said}`} onClick={onClick}>
      {said}
    </button>
  );
}

function Head({ columns }: { columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((name, index) => (
          <th key={name} scope="col" data-figures={index > 0 || undefined}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface FlowsProps {
  report: Report;
  chosen: string;
  choose: (flow: string) => void;
  open: Open;
}

export function Flows({ report, chosen, choose, open }: FlowsProps) {
  const { t } = useTranslation('selfservice');
  return (
    <section>
      <h2 className={own['title']}>{t('flows')}</h2>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('flows')}>
        <table className={styles['table']}>
          <Head columns={[t('column.flow'), ...METRICS.map((one) => t(`metric.${one.key}.short`))]} />
          <tbody>
            {report.flows.map((line) => (
              <tr key={line.name} data-chosen={line.name === chosen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles['number']}
                    aria-pressed={line.name === chosen}
                    title={t('choose')}
                    onClick={() => choose(line.name === chosen ? '' : line.name)}
                  >
                    {titleOf(line)}
                  </button>
                </th>
                {METRICS.map((metric) => (
                  <td key={metric.key} data-figures>
                    {metric.part && line.now[metric.key] !== null ? (
                      <button
                        type="button"
                        className={styles['number']}
                        onClick={() =>
                          open({
                            of: metric.part as SetName,
                            title: `${titleOf(line)}: ${t(`set.${metric.part as SetName}`)}`,
                            flow: line.name,
                          })
                        }
                      >
                        {shown(metric, line.now)}
                      </button>
                    ) : (
                      shown(metric, line.now)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Nodes({ report, open }: { report: Report; open: Open }) {
  const { t } = useTranslation('selfservice');
  const most = Math.max(1, ...report.nodes.map((node) => node.entered));
  const many = new Set(report.nodes.map((node) => node.flow)).size > 1;
  return (
    <section>
      <h2 className={own['title']}>{t('nodes')}</h2>
      <p className={styles['quiet']}>{t('nodesHint')}</p>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('nodes')}>
        <table className={styles['table']}>
          <Head
            columns={[
              t('column.node'),
              t('column.entered'),
              t('column.left'),
              t('column.drop_pct'),
              t('column.handed'),
            ]}
          />
          <tbody>
            {report.nodes.slice(0, 60).map((node) => (
              <tr key={`${node.flow}/${node.node}`}>
                <th scope="row">
                  <code>{node.node}</code>
                  {many && <small className={own['of']}>{titleOf(node)}</small>}
                </th>
                <td data-figures>
                  <span className={own['share']}>
                    <i style={{ width: `${(100 * node.entered) / most}%` }} aria-hidden />
                    {figure(node.entered, 'count')}
                  </span>
                </td>
                <td data-figures>
                  <Count
                    count={node.left}
                    label={t('column.left')}
                    onClick={() =>
                      open({ of: 'left', title: t('leftAt', { node: node.node }), node: node.node })
                    }
                  />
                </td>
                <td data-figures>{percent(node.drop_pct)}</td>
                <td data-figures>{figure(node.handed, 'count')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Reasons({ report, open }: { report: Report; open: Open }) {
  const { t } = useTranslation('selfservice');
  const nameOf = (one: Report['reasons'][number]) =>
    (currentLanguage() === 'es' && one.title_es) || one.title || t('noReason');
  return (
    <section>
      <h2 className={own['title']}>{t('reasons')}</h2>
      <p className={styles['quiet']}>{t('reasonsHint')}</p>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('reasons')}>
        <table className={styles['table']}>
          <Head
            columns={[
              t('column.title'),
              t('column.resolved'),
              t('column.alone_pct'),
              t('column.sessions'),
              t('column.contained_pct'),
              t('column.handoffs'),
            ]}
          />
          <tbody>
            {report.reasons.map((one) => (
              <tr key={one.reason}>
                <th scope="row">{nameOf(one)}</th>
                <td data-figures>{figure(one.resolved, 'count')}</td>
                <td data-figures>{percent(one.alone_pct)}</td>
                <td data-figures>
                  <Count
                    count={one.sessions}
                    label={t('column.sessions')}
                    onClick={() => open({ of: 'sessions', title: nameOf(one), reason: one.reason })}
                  />
                </td>
                <td data-figures>{percent(one.contained_pct)}</td>
                <td data-figures>
                  <Count
                    count={one.handoffs}
                    label={t('column.handoffs')}
                    onClick={() => open({ of: 'handoffs', title: nameOf(one), reason: one.reason })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
