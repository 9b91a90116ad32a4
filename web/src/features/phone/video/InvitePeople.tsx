/** From a written conversation to a spoken one: propose a call in the chat, or make a link that leads into one. */
import {
  ActionIcon,
  Button,
  CopyButton,
  Menu,
  Modal,
  Select,
  Switch,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconCopy, IconLink, IconPhonePlus, IconPhone, IconVideo } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callLinks } from '@/api/callLinks';
import { useCalling } from '@/live/calling';
import { sayProblem } from '@/ui/problem';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Video.module.css';

const MINUTES = ['30', '60', '240', '1440', '10080'] as const;
const failed = (error: unknown) => toast.failed(sayProblem(error));

function Known({ conversation }: { conversation: string }) {
  const { t } = useTranslation('video');
  const queries = useQueryClient();
  const key = ['joinLinks', conversation];
  const { data = [] } = useQuery({ queryKey: key, queryFn: () => callLinks.known(conversation) });
  if (data.length === 0) return null;
  const revoke = async (id: string) => {
    await callLinks.revoke(id).then(() => toast.done(t('link.revoked')), failed);
    await queries.invalidateQueries({ queryKey: key });
  };
  return (
    <section>
      <h3>{t('link.known')}</h3>
      <ul className={styles['links']}>
        {data.map((one) => (
          <li key={one.id}>
            <span>{t('link.until', { when: momentShort(Date.parse(one.until)) })}</span>
            <Button variant="subtle" color="red" size="compact-sm" onClick={() => void revoke(one.id)}>
              {t('link.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Made({ url }: { url: string }) {
  const { t } = useTranslation('video');
  return (
    <div className={styles['made']} role="status">
      <TextInput
        readOnly
        label={t('link.address')}
        description={t('link.once')}
        value={url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button leftSection={<IconCopy size={15} />} onClick={copy}>
            {t(copied ? 'link.copied' : 'link.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

function LinkDialog({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const { t } = useTranslation('video');
  const queries = useQueryClient();
  const [minutes, setMinutes] = useState<string>('60');
  const [video, setVideo] = useState(true);
  const [url, setUrl] = useState('');
  const make = async () => {
    await callLinks.make(conversation, video, Number(minutes)).then((made) => setUrl(made.url), failed);
    await queries.invalidateQueries({ queryKey: ['joinLinks', conversation] });
  };
  return (
    <Modal opened onClose={onClose} title={t('link.title')}>
      <div className={styles['dialog']}>
        <p>{t('link.intro')}</p>
        <Select
          label={t('link.lasts')}
          data={MINUTES.map((value) => ({ value, label: t(`link.minutes.${value}`) }))}
          value={minutes}
          onChange={(value) => setMinutes(value ?? '60')}
          allowDeselect={false}
        />
        <Switch
          label={t('link.video')}
          checked={video}
          onChange={(event) => setVideo(event.currentTarget.checked)}
        />
        <Button onClick={() => void make()} leftSection={<IconLink size={15} />}>
          {t('link.make')}
        </Button>
        {url && <Made url={url} />}
        <Known conversation={conversation} />
      </div>
    </Modal>
  );
}

/** `chats`: the customer has a chat open, in which he can be asked. */
export function InvitePeople({ conversation, chats }: { conversation: string; chats: boolean }) {
  const { t } = useTranslation('video');
  const voice = useCalling((state) => state.voice);
  const [linking, setLinking] = useState(false);
  if (!voice) return null;
  const invite = (video: boolean) =>
    callLinks.invite(conversation, video).then(() => toast.done(t('invite.done')), failed);
  return (
    <>
      <Menu width={260} position="bottom-end">
        <Menu.Target>
          <Tooltip label={t('invite.title')}>
            <ActionIcon aria-label={t('invite.title')}>
              <IconPhonePlus size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          {chats && (
            <>
              <Menu.Item leftSection={<IconPhone size={16} />} onClick={() => void invite(false)}>
                {t('invite.call')}
              </Menu.Item>
              <Menu.Item leftSection={<IconVideo size={16} />} onClick={() => void invite(true)}>
                {t('invite.video')}
              </Menu.Item>
            </>
          )}
          <Menu.Item leftSection={<IconLink size={16} />} onClick={() => setLinking(true)}>
            {t('invite.link')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {linking && <LinkDialog conversation={conversation} onClose={() => setLinking(false)} />}
    </>
  );
}
