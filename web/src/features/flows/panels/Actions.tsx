/** What is done with the whole flow: undo, publish, export, retire. */
import { ActionIcon, Button, Menu, Modal, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDots,
  IconFileCode,
  IconLayoutDistributeHorizontal,
  IconRestore,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { discardDraft, readDocument, retire, type DocumentShown } from '@/api/documents';
import type { Keeper } from '@/api/keeper';
import { queries } from '@/api/queries';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from '../inspector/Form.module.css';
import shell from '../Designer.module.css';
import { useDesigner, useStore } from '../useDesigner';
import { PublishDialog } from './PublishDialog';
import { TextDialog } from './TextDialog';

export function UndoButtons() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const back = useDesigner((state) => state.past.length);
  const forth = useDesigner((state) => state.future.length);
  return (
    <span className={shell['undo']}>
      <Tooltip label={t('act.undo')}>
        <ActionIcon aria-label={t('act.undo')} disabled={back === 0} onClick={() => store.getState().undo()}>
          <IconArrowBackUp size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('act.redo')}>
        <ActionIcon aria-label={t('act.redo')} disabled={forth === 0} onClick={() => store.getState().redo()}>
          <IconArrowForwardUp size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}

interface AskProps {
  what: 'discard' | 'retire';
  keeper: Keeper;
  onClose: () => void;
}

function AskFirst({ what, keeper, onClose }: AskProps) {
  const { t } = useTranslation(['flows', 'desk']);
  const [problem, setProblem] = useState<unknown>(null);
  const go = async () => {
    try {
      if (what === 'discard') {
        await discardDraft('flow', keeper.slug, keeper.etag);
        await keeper.replaceWith(await readDocument('flow', keeper.slug));
      } else await keeper.replaceWith(await retire('flow', keeper.slug, keeper.etag));
      await queries.invalidateQueries({ queryKey: ['flows'] });
      toast.done(t(`${what}.done`));
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t(`${what}.title`)}>
      <div className={styles['form']}>
        <p>{t(`${what}.hint`)}</p>
        <Refused error={problem} />
        <div className={styles['tools']}>
          <Button color="red" data-autofocus onClick={() => void go()}>
            {t(`${what}.go`)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

interface Props {
  keeper: Keeper;
  shown: DocumentShown;
  name: string;
  mayPublish: boolean;
}

type Asking = 'publish' | 'text' | 'discard' | 'retire' | null;

export function Actions({ keeper, shown, name, mayPublish }: Props) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const readOnly = useDesigner((state) => state.readOnly);
  const [asking, setAsking] = useState<Asking>(null);
  const ask = async (what: Asking) => {
    await keeper.flush();
    setAsking(what);
  };
  return (
    <>
      {mayPublish && (
        <Button
          leftSection={<IconUpload size={15} />}
          disabled={!shown.draft}
          onClick={() => void ask('publish')}
        >
          {t('act.publish')}
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('act.more')}>
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!readOnly && (
            <Menu.Item
              leftSection={<IconLayoutDistributeHorizontal size={15} />}
              onClick={() => store.getState().arrange()}
            >
              {t('act.arrange')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconFileCode size={15} />} onClick={() => void ask('text')}>
            {t('act.text')}
          </Menu.Item>
          {!readOnly && shown.draft && (
            <Menu.Item leftSection={<IconRestore size={15} />} onClick={() => void ask('discard')}>
              {t('act.discard')}
            </Menu.Item>
          )}
          {mayPublish && shown.version > 0 && !shown.retired && (
            <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void ask('retire')}>
              {t('act.retire')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'publish' && (
        <PublishDialog keeper={keeper} shown={shown} name={name} onClose={() => setAsking(null)} />
      )}
      {asking === 'text' && <TextDialog slug={keeper.slug} onClose={() => setAsking(null)} />}
      {(asking === 'discard' || asking === 'retire') && (
        <AskFirst what={asking} keeper={keeper} onClose={() => setAsking(null)} />
      )}
    </>
  );
}
