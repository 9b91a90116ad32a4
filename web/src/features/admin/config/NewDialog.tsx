/** A new document: its name, and for an inbox the channel. It begins as a draft. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, Problem } from '@/api/problem';
import { useCatalog } from '@/api/session';
import { Refused } from '@/ui/problem';
import styles from '../Admin.module.css';
import { useReferences } from '../forms/choices';
import type { Kind } from '../sections';
import { again, saveDraft, slugOf, useSchemas } from '@/api/documents';
import { blank, specsOf } from './schema';

interface Props {
  kind: Kind;
  onClose: () => void;
}

const MOST_TRIES = 20;

/** The address is made from the name; when it is taken, the next one with a figure. */
async function create(kind: Kind, slug: string, body: Record<string, unknown>): Promise<string> {
  for (let n = 1; n <= MOST_TRIES; n += 1) {
    const wanted = n === 1 ? slug : `${slug}-${n}`;
    try {
      await saveDraft(kind, wanted, body, '*');
      return wanted;
    } catch (error) {
      if (asProblem(error).status !== 409 && asProblem(error).status !== 412) throw error;
    }
  }
  throw new Problem('conflict', 409);
}

export function NewDialog({ kind, onClose }: Props) {
  const { t } = useTranslation(['admin', 'desk']);
  const navigate = useNavigate();
  const schemas = useSchemas();
  const { brands, queues, channels: there } = useCatalog();
  const reachable = new Set(there.filter(({ traits }) => traits.endpoints).map((one) => one.name));
  const channels = useReferences('channel', []).filter((one) => reachable.has(one.value));
  const [name, setName] = useState('');
  const [channel, setChannel] = useState<string | null>('webchat');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const specs = specsOf(schemas.data?.[kind]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const has = (field: string) => specs.some((spec) => spec.name === field);
    const body = {
      ...blank(specs),
      name: name.trim(),
      ...(has('brand') ? { brand: brands[0]?.slug ?? '' } : {}),
      ...(has('channel') ? { channel } : {}),
      ...(has('queue') ? { queue: queues[0]?.slug ?? '' } : {}),
      ...(kind === 'role' ? { permissions: {} } : {}),
    };
    try {
      const slug = await create(kind, slugOf(name) || kind, body);
      await again(kind);
      await navigate({ to: `/admin/${kind}/${slug}` as string });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`new.${kind}`)}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        {kind === 'endpoint' && (
          <Select
            label={t('channel')}
            data={channels}
            value={channel}
            allowDeselect={false}
            onChange={setChannel}
          />
        )}
        <TextInput
          label={t('name')}
          description={name ? t('new.address', { slug: slugOf(name) || kind }) : t(`help.${kind}`)}
          value={name}
          required
          maxLength={120}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Refused error={problem} />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} disabled={!name.trim() || specs.length === 0}>
            {t('new.go')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
