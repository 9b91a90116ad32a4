/** The words customers will read, proposed where the canary saw why; published with one click. */
import { Button, Modal, MultiSelect, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Refused } from '@/ui/problem';
import { ListSkeleton } from '@/ui/States';
import { undoable } from '@/ui/undo';
import styles from './Notices.module.css';
import { endNotice, raiseNotice, useProposal, type NoticeWanted } from './questions';

const MINUTES = ['30', '120', '480', '1440'] as const;
const LONGEST = 600;
const EMPTY: NoticeWanted = {
  text_es: '',
  text_en: '',
  brands: [],
  endpoints: [],
  queues: [],
  minutes: 120,
  canary: '',
};

function NoticeForm({ proposed, onClose }: { proposed: NoticeWanted; onClose: () => void }) {
  const { t } = useTranslation(['notices', 'desk']);
  const { brands, queues } = useCatalog();
  const [wanted, setWanted] = useState(proposed);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const set = (change: Partial<NoticeWanted>) => setWanted({ ...wanted, ...change });
  const submit = async () => {
    setBusy(true);
    try {
      const made = await raiseNotice(wanted);
      undoable(t('form.sent'), () => endNotice(made.id));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const names = (all: readonly { slug: string; name: string }[]) =>
    all.map((one) => ({ value: one.slug, label: one.name }));
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Textarea
        label={t('form.es')}
        lang="es"
        autosize
        minRows={3}
        maxLength={LONGEST}
        data-autofocus
        value={wanted.text_es}
        onChange={(event) => set({ text_es: event.currentTarget.value })}
      />
      <Textarea
        label={t('form.en')}
        lang="en"
        autosize
        minRows={3}
        maxLength={LONGEST}
        value={wanted.text_en}
        onChange={(event) => set({ text_en: event.currentTarget.value })}
      />
      {brands.length > 1 && (
        <MultiSelect
          label={t('form.brands')}
          placeholder={wanted.brands?.length ? '' : t('form.brandsAll')}
          data={names(brands)}
          value={wanted.brands ?? []}
          onChange={(chosen) => set({ brands: chosen })}
        />
      )}
      <MultiSelect
        label={t('form.queues')}
        placeholder={wanted.queues?.length ? '' : t('form.queuesAll')}
        data={names(queues)}
        value={wanted.queues ?? []}
        onChange={(chosen) => set({ queues: chosen })}
      />
      <Select
        label={t('form.for')}
        allowDeselect={false}
        value={String(wanted.minutes)}
        data={MINUTES.map((value) => ({ value, label: t(`form.minutes.${value}`) }))}
        onChange={(value) => set({ minutes: Number(value ?? 120) })}
      />
      <Refused error={problem} />
      <div className={styles['doing']}>
        <Button type="submit" loading={busy} disabled={!(wanted.text_es || wanted.text_en)}>
          {t('form.go')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('desk:common.cancel')}
        </Button>
      </div>
    </form>
  );
}

export function NoticeDialog({ canary, onClose }: { canary: string; onClose: () => void }) {
  const { t } = useTranslation(['notices', 'desk']);
  const { data } = useProposal(canary);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('form.title')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <p className={styles['quiet']}>{t('form.hint')}</p>
      {canary && !data ? (
        <ListSkeleton rows={4} />
      ) : (
        <NoticeForm proposed={data ? { ...EMPTY, ...data } : EMPTY} onClose={onClose} />
      )}
    </Modal>
  );
}
