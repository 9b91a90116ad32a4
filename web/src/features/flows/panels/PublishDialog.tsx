/** Before a flow comes into force: what changes, what the checks say, how its tests go. */
import { Button, Modal } from '@mantine/core';
import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { publish, type DocumentShown } from '@/api/documents';
import type { Keeper } from '@/api/keeper';
import { queries } from '@/api/queries';
import { toast } from '@/ui/toast';
import { FindingList } from '../inspector/FindingList';
import { told } from '../model/told';
import styles from '../inspector/Form.module.css';
import said from './Panels.module.css';
import { runTests } from '../questions';
import { sayWhy } from '../words';
import { useDesigner } from '../useDesigner';
import { ToldList } from './ToldList';

interface Props {
  keeper: Keeper;
  shown: DocumentShown;
  name: string;
  onClose: () => void;
}

function Tests({ slug }: { slug: string }) {
  const { t } = useTranslation('flows');
  const flow = useDesigner((state) => state.flow);
  const count = flow.tests?.length ?? 0;
  const run = useQuery({
    queryKey: ['flows', 'tests', slug, flow],
    queryFn: () => runTests(slug, flow),
    enabled: count > 0,
    gcTime: 0,
    retry: false,
  });
  if (count === 0) return <p className={styles['quiet']}>{t('publish.noTests')}</p>;
  if (run.isPending) return <p role="status">{t('publish.testing')}</p>;
  if (run.isError) return <p className={styles['wrong']}>{sayWhy(run.error)}</p>;
  const failed = run.data.results.filter((one) => !one.passed);
  const all = Object.keys(flow.nodes).length;
  return (
    <>
      <p className={said['verdict']} data-tone={failed.length ? 'bad' : 'ok'}>
        {failed.length ? (
          <IconCircleXFilled size={16} aria-hidden />
        ) : (
          <IconCircleCheckFilled size={16} aria-hidden />
        )}
        {t('tests.sum', { passed: count - failed.length, count, covered: all - run.data.missed.length, all })}
      </p>
      {failed.map((one) => (
        <p key={one.name} className={styles['wrong']}>
          <b>{one.name}</b>: {one.failures[0]?.text}
        </p>
      ))}
    </>
  );
}

export function PublishDialog({ keeper, shown, name, onClose }: Props) {
  const { t } = useTranslation(['flows', 'desk']);
  const flow = useDesigner((state) => state.flow);
  const findings = useDesigner((state) => state.findings);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const changes = useMemo(() => told(shown.version > 0 ? shown.body : { nodes: {} }, flow), [shown, flow]);
  const go = async () => {
    setBusy(true);
    try {
      await keeper.flush();
      await keeper.replaceWith(await publish('flow', keeper.slug, keeper.etag));
      await queries.invalidateQueries({ queryKey: ['flows'] });
      toast.done(t('publish.done', { name }));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal opened size="lg" onClose={onClose} title={t('publish.title', { name })}>
      <div className={styles['form']}>
        <p>{t('publish.hint')}</p>
        <section>
          <h3>{t('publish.changes')}</h3>
          <ToldList found={changes} />
        </section>
        <section>
          <h3>{t('publish.checks')}</h3>
          {findings.length === 0 ? (
            <p className={said['verdict']} data-tone="ok">
              <IconCircleCheckFilled size={16} aria-hidden /> {t('publish.clean')}
            </p>
          ) : (
            <FindingList findings={findings} />
          )}
        </section>
        <section>
          <h3>{t('publish.tests')}</h3>
          <Tests slug={keeper.slug} />
        </section>
        {problem !== null && (
          <p className={styles['wrong']} role="alert">
            {sayWhy(problem)}
          </p>
        )}
        <div className={styles['tools']}>
          <Button loading={busy} data-autofocus onClick={() => void go()}>
            {t('publish.go')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
