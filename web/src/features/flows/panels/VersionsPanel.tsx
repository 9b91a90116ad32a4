/** Every version that was in force: who and when, what it changed, a look at it, and the way back. */
import { Button, Modal } from '@mantine/core';
import { IconArrowBackUp, IconEye, IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rollBack, useVersions, type DocumentShown, type VersionShown } from '@/api/documents';
import type { Keeper } from '@/api/keeper';
import { queries } from '@/api/queries';
import { Chip } from '@/ui/Bits';
import { Refused } from '@/ui/problem';
import { fullTime, useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { told } from '../model/told';
import styles from '../inspector/Form.module.css';
import said from './Panels.module.css';
import { ToldList } from './ToldList';

interface Props {
  keeper: Keeper;
  shown: DocumentShown;
  mayPublish: boolean;
  onLook: (version: VersionShown) => void;
}

function Line({
  one,
  current,
  children,
}: {
  one: VersionShown;
  current: boolean;
  children: React.ReactNode;
}) {
  const { t } = useTranslation('flows');
  const now = useNow();
  const at = Date.parse(one.at);
  return (
    <li>
      <div>
        <b>{t('versions.one', { version: one.version })}</b>{' '}
        {current && <Chip tone="ok">{t('versions.inForce')}</Chip>}
        {one.rolled_back_from !== null && (
          <Chip>{t('versions.backTo', { version: one.rolled_back_from })}</Chip>
        )}
      </div>
      <small title={fullTime(at)}>
        {one.by_name || t('versions.system')} · {whenShort(at, now)}
      </small>
      <div className={styles['tools']}>{children}</div>
    </li>
  );
}

export function VersionsPanel({ keeper, shown, mayPublish, onLook }: Props) {
  const { t } = useTranslation(['flows', 'desk']);
  const query = useVersions('flow', keeper.slug, shown.version > 0);
  const [compared, setCompared] = useState<VersionShown | null>(null);
  const [back, setBack] = useState<VersionShown | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const items = query.data?.items ?? [];
  const bodyOf = (version: number) => items.find((one) => one.version === version)?.body ?? { nodes: {} };
  const go = async (version: number) => {
    setBusy(true);
    setProblem(null);
    try {
      await keeper.flush();
      await keeper.replaceWith(await rollBack('flow', keeper.slug, version, keeper.etag));
      await queries.invalidateQueries({ queryKey: ['flows'] });
      toast.done(t('versions.restored', { version }));
      setBack(null);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  if (items.length === 0) return <p className={styles['quiet']}>{t('versions.none')}</p>;
  return (
    <div className={styles['form']}>
      <ol className={said['versions']}>
        {items.map((one) => (
          <Line key={one.version} one={one} current={one.version === shown.version}>
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconGitCompare size={14} />}
              onClick={() => setCompared(one)}
            >
              {t('versions.changes')}
            </Button>
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconEye size={14} />}
              onClick={() => onLook(one)}
            >
              {t('versions.look')}
            </Button>
            {mayPublish && one.version !== shown.version && (
              <Button
                variant="subtle"
                size="compact-xs"
                leftSection={<IconArrowBackUp size={14} />}
                onClick={() => setBack(one)}
              >
                {t('versions.restore')}
              </Button>
            )}
          </Line>
        ))}
      </ol>
      {compared && (
        <Modal
          opened
          size="lg"
          onClose={() => setCompared(null)}
          title={t('versions.changesOf', { version: compared.version })}
        >
          <ToldList found={told(bodyOf(compared.version - 1), compared.body)} />
        </Modal>
      )}
      {back && (
        <Modal
          opened
          size="lg"
          onClose={() => setBack(null)}
          title={t('versions.restoreTitle', { version: back.version })}
        >
          <div className={styles['form']}>
            <p>{t('versions.restoreHint')}</p>
            <ToldList found={told(shown.body, back.body)} />
            <Refused error={problem} />
            <div className={styles['tools']}>
              <Button loading={busy} data-autofocus onClick={() => void go(back.version)}>
                {t('versions.restoreGo')}
              </Button>
              <Button variant="default" onClick={() => setBack(null)}>
                {t('desk:common.cancel')}
              </Button>
            </div>
          </div>
        </Modal>
      )}
    </div>
  );
}
