/** What a step for many needs to know first: to whom, which tags, how it ended. */
import { Button, Modal, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { Asked } from './BulkBar';
import type { Bulk } from './back';

interface Props {
  asked: Asked;
  onClose: () => void;
  onRun: (wanted: Bulk, what: string) => void;
}

export function BulkDialog({ asked, onClose, onRun }: Props) {
  const { t } = useTranslation('lists');
  return (
    <Modal opened onClose={onClose} title={t(`bulk.${asked}`)} size={420}>
      {asked === 'tag' && <Tags onRun={onRun} />}
      {asked === 'resolve' && <Resolve onRun={onRun} />}
      {(asked === 'assign' || asked === 'transfer') && <Whom asked={asked} onRun={onRun} />}
    </Modal>
  );
}

type Run = Pick<Props, 'onRun'>;

function Whom({ asked, onRun }: Run & { asked: 'assign' | 'transfer' }) {
  const { t, i18n } = useTranslation('lists');
  const { agents, queues } = useCatalog();
  const [picked, setPicked] = useState<string | null>(null);
  const people = agents.map((agent) => ({ value: agent.id, label: agent.name }));
  const places = queues.map((queue) => ({
    value: queue.slug,
    label: nameOf(queues, queue.slug, i18n.language),
  }));
  const run = () => {
    if (picked === null) return;
    onRun(
      asked === 'assign' ? { do: 'assign', agent: picked } : { do: 'transfer', queue: picked },
      t(`bulk.${asked}`),
    );
  };
  return (
    <form
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <Select
        data-autofocus
        searchable
        label={t(asked === 'assign' ? 'bulk.to' : 'bulk.queue')}
        data={asked === 'assign' ? people : places}
        value={picked}
        onChange={setPicked}
      />
      <Button type="submit" disabled={picked === null}>
        {t('bulk.apply')}
      </Button>
    </form>
  );
}

function Tags({ onRun }: Run) {
  const { t, i18n } = useTranslation('lists');
  const { tags } = useCatalog();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const data = tags.map((tag) => ({ value: tag.slug, label: nameOf(tags, tag.slug, i18n.language) }));
  if (data.length === 0) return <p>{t('bulk.noTags')}</p>;
  return (
    <form
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault();
        onRun({ do: 'tag', add, remove }, t('bulk.tag'));
      }}
    >
      <MultiSelect
        data-autofocus
        searchable
        label={t('bulk.add')}
        data={data}
        value={add}
        onChange={setAdd}
      />
      <MultiSelect searchable label={t('bulk.remove')} data={data} value={remove} onChange={setRemove} />
      <Button type="submit" disabled={add.length + remove.length === 0}>
        {t('bulk.apply')}
      </Button>
    </form>
  );
}

function Resolve({ onRun }: Run) {
  const { t, i18n } = useTranslation('lists');
  const { dispositions, reasons } = useCatalog();
  const [disposition, setDisposition] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const choices = (from: typeof reasons | typeof dispositions) =>
    from.map((each) => ({ value: each.slug, label: nameOf(from, each.slug, i18n.language) }));
  return (
    <form
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (disposition && reason) onRun({ do: 'resolve', disposition, reason }, t('bulk.resolve'));
      }}
    >
      <Select
        data-autofocus
        searchable
        label={t('bulk.disposition')}
        data={choices(dispositions)}
        value={disposition}
        onChange={setDisposition}
      />
      <Select
        searchable
        label={t('bulk.reason')}
        data={choices(reasons)}
        value={reason}
        onChange={setReason}
      />
      <Button type="submit" disabled={!disposition || !reason}>
        {t('bulk.resolve')}
      </Button>
    </form>
  );
}
