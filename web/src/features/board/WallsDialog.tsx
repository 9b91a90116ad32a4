/** Boards for a screen on the wall: an address of its own that shows numbers and nothing else, and can be closed. */
import { Button, Checkbox, CopyButton, Modal, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconCopy, IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Refused, sayProblem } from '@/ui/problem';
import { dateOnly } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { closeWall, openWall, useWalls } from './questions';

function Made({ address }: { address: string }) {
  const { t } = useTranslation('report');
  return (
    <div className={styles['form']} role="status">
      <p>{t('wall.made')}</p>
      <TextInput
        readOnly
        label={t('wall.address')}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles['doing']}>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button leftSection={<IconCopy size={15} />} onClick={copy}>
              {t(copied ? 'wall.copied' : 'wall.copy')}
            </Button>
          )}
        </CopyButton>
        <Button
          component="a"
          href={address}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconExternalLink size={15} />}
        >
          {t('wall.open')}
        </Button>
      </div>
    </div>
  );
}

function Known() {
  const { t } = useTranslation('report');
  const { data } = useWalls();
  if (!data || data.items.length === 0) return null;
  const close = (id: string) =>
    closeWall(id).then(
      () => toast.done(t('wall.closed')),
      (error: unknown) => toast.failed(sayProblem(error)),
    );
  return (
    <section className={styles['sent']}>
      <h3>{t('wall.known')}</h3>
      <ul>
        {data.items.map((one) => (
          <li key={one.id}>
            <span>
              {one.name}
              <small>{dateOnly(Date.parse(one.created_at))}</small>
            </span>
            <Button variant="subtle" color="red" size="compact-xs" onClick={() => void close(one.id)}>
              {t('wall.close')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Form({ onMade }: { onMade: (address: string) => void }) {
  const { t, i18n } = useTranslation('report');
  const catalog = useCatalog();
  const [name, setName] = useState('');
  const [queues, setQueues] = useState<string[]>([]);
  const [people, setPeople] = useState(false);
  const [language, setLanguage] = useState<'es' | 'en'>(i18n.language === 'es' ? 'es' : 'en');
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    try {
      onMade(await openWall({ name, queues, people, language }));
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p className={styles['quiet']}>{t('wall.hint')}</p>
      <TextInput
        label={t('wall.name')}
        placeholder={t('wall.nameExample')}
        required
        maxLength={80}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MultiSelect
        label={t('queues')}
        placeholder={queues.length === 0 ? t('wall.everyQueue') : undefined}
        data={catalog.queues.map((one) => ({ value: one.slug, label: one.name }))}
        value={queues}
        onChange={setQueues}
      />
      <Checkbox
        radius="xs"
        label={t('wall.people')}
        description={t('wall.peopleHint')}
        checked={people}
        onChange={(event) => setPeople(event.currentTarget.checked)}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('wall.language')}
        value={language}
        data={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(value) => setLanguage(value as 'es' | 'en')}
      />
      <Refused error={problem} />
      <div className={styles['doing']}>
        <Button type="submit" disabled={!name.trim()}>
          {t('wall.make')}
        </Button>
      </div>
    </form>
  );
}

export function WallsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('report');
  const [address, setAddress] = useState('');
  return (
    <Modal opened onClose={onClose} title={t('wall.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {address ? <Made address={address} /> : <Form onMade={setAddress} />}
      <Known />
    </Modal>
  );
}
