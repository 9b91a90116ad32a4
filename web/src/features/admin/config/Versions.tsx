/** Every version that was ever in force: who, when, what changed, and back to it. */
import { Button, Modal } from '@mantine/core';
import { IconArrowBackUp, IconGitCompare } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { fullTime, useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import type { Kind } from '../sections';
import { Changes } from './Changes';
import { Confirm } from './Dialogs';
import type { Keeper } from '@/api/keeper';
import { rollBack, useVersions, type VersionShown } from '@/api/documents';

interface LineProps {
  version: VersionShown;
  current: boolean;
  onCompare: () => void;
  onBack: (() => void) | null;
}

function Line({ version, current, onCompare, onBack }: LineProps) {
  const { t } = useTranslation('admin');
  const now = useNow();
  const at = Date.parse(version.at);
  return (
    <li>
      <div>
        <b>{t('version.one', { version: version.version })}</b>
        {current && <Chip tone="ok">{t('version.inForce')}</Chip>}
        {version.rolled_back_from !== null && (
          <Chip tone="info">{t('version.backTo', { version: version.rolled_back_from })}</Chip>
        )}
      </div>
      <small title={fullTime(at)}>
        {version.by_name || t('version.bySystem')} · {whenShort(at, now)}
      </small>
      <div className={styles['buttons']}>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconGitCompare size={14} />}
          onClick={onCompare}
        >
          {t('version.changes')}
        </Button>
        {onBack && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={onBack}
          >
            {t('version.restore')}
          </Button>
        )}
      </div>
    </li>
  );
}

interface Props {
  keeper: Keeper;
  kind: Kind;
  slug: string;
  current: number;
}

export function Versions({ keeper, kind, slug, current }: Props) {
  const { t } = useTranslation(['admin', 'desk']);
  const query = useVersions(kind, slug, current > 0);
  const mayPublish = useMay('config.publish');
  const [compared, setCompared] = useState<number | null>(null);
  const [back, setBack] = useState<number | null>(null);
  const items = query.data?.items ?? [];
  return (
    <aside className={styles['versions']} aria-label={t('version.title')}>
      <h2>{t('version.title')}</h2>
      {items.length === 0 && <p className={styles['quiet']}>{t('version.none')}</p>}
      <ol>
        {items.map((version) => (
          <Line
            key={version.version}
            version={version}
            current={version.version === current}
            onCompare={() => setCompared(version.version)}
            onBack={mayPublish && version.version !== current ? () => setBack(version.version) : null}
          />
        ))}
      </ol>
      {compared !== null && (
        <Modal
          opened
          size="lg"
          onClose={() => setCompared(null)}
          title={t('version.changesOf', { version: compared })}
          closeButtonProps={{ 'aria-label': t('desk:common.close') }}
        >
          <Changes kind={kind} slug={slug} from={compared - 1} to={compared} />
        </Modal>
      )}
      {back !== null && (
        <Confirm
          title={t('version.restoreTitle', { version: back })}
          go={t('version.restoreGo')}
          size="lg"
          onClose={() => setBack(null)}
          act={async () => {
            await keeper.flush();
            await keeper.replaceWith(await rollBack(kind, slug, back, keeper.etag));
            toast.done(t('version.restored', { version: back }));
          }}
        >
          <p>{t('version.restoreHint')}</p>
          <Changes kind={kind} slug={slug} from={current} to={back} />
        </Confirm>
      )}
    </aside>
  );
}
