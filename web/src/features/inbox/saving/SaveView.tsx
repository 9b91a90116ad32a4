/** A view is made or altered: its name, its filters with how many they leave, its order, and who sees it. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { nameOf, useCatalog, useMay } from '@/api/session';
import type { SavedView } from '@/api/types';
import { Refused } from '@/ui/problem';
import { undoable } from '@/ui/undo';
import { toast } from '@/ui/toast';
import styles from '../Lists.module.css';
import { dropView, keepOrder, saveView, useSavedViews, type Wording } from '../savedViews';
import type { Sort } from '../views';
import { Filters } from './Filters';

const CAP = 1000;

interface Props {
  /** Undefined: a new one. */
  saved: SavedView | undefined;
  onClose: () => void;
}

function Matches({ filters }: { filters: Record<string, string> }) {
  const { t } = useTranslation('lists');
  const [asked] = useDebouncedValue(filters, 250);
  const { data, error } = useQuery({
    queryKey: ['views', 'preview', asked],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/count', { params: { query: { view: 'found', ...asked } }, signal }),
      ),
  });
  const count = data?.count;
  return (
    <p className={styles['matches']} aria-live="polite">
      {error ? <Refused error={error} /> : null}
      {!error && count === undefined && t('save.counting')}
      {count !== undefined && t(count >= CAP ? 'save.atLeast' : 'save.matches', { count })}
    </p>
  );
}

function useShares(): { value: string; label: string }[] {
  const { t, i18n } = useTranslation('lists');
  const { teams } = useCatalog();
  return [
    { value: 'me', label: t('save.onlyMe') },
    ...teams.map((team) => ({
      value: `team:${team.slug}`,
      label: t('save.team', { name: nameOf(teams, team.slug, i18n.language) }),
    })),
    { value: 'all', label: t('save.everybody') },
  ];
}

export function SaveView({ saved, onClose }: Props) {
  const { t } = useTranslation('lists');
  const desk = useTranslation().t;
  const navigate = useNavigate();
  const mayShare = useMay('queue.supervise');
  const shares = useShares();
  const [wording, setWording] = useState<Wording>({
    name: saved?.name ?? '',
    filters: saved?.filters ?? {},
    sort: (saved?.sort ?? 'due') as Sort,
    shared: saved?.shared ?? '',
  });
  const [problem, setProblem] = useState<unknown>(null);
  const alter = (change: Partial<Wording>) => setWording((was) => ({ ...was, ...change }));
  const keep = async () => {
    try {
      const made = await saveView(saved?.id ?? null, wording);
      toast.done(t('save.saved'));
      onClose();
      await navigate({ to: `/inbox/${made.id}` as string });
    } catch (error) {
      setProblem(error);
    }
  };
  const drop = async () => {
    if (!saved) return;
    try {
      await dropView(saved.id);
      undoable(t('save.deleted'), () => saveView(null, wording));
      onClose();
      await navigate({ to: '/inbox/mine' as string });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Modal opened onClose={onClose} size={560} title={t(saved ? 'save.titleEdit' : 'save.title')}>
      <form
        className={styles['save']}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <TextInput
          data-autofocus
          required
          maxLength={80}
          label={t('save.name')}
          placeholder={t('save.namePlaceholder')}
          value={wording.name}
          onChange={(event) => alter({ name: event.currentTarget.value })}
        />
        <Filters filters={wording.filters} onChange={(filters) => alter({ filters })} />
        <Matches filters={wording.filters} />
        <div className={styles['two']}>
          <Select
            allowDeselect={false}
            label={t('save.sort')}
            data={[
              { value: 'due', label: desk('sort.due') },
              { value: 'waiting', label: desk('sort.waiting') },
              { value: '-touched_at', label: desk('sort.recent') },
            ]}
            value={wording.sort}
            onChange={(sort) => alter({ sort: (sort ?? 'due') as Sort })}
          />
          <Select
            allowDeselect={false}
            label={t('save.shared')}
            description={mayShare ? undefined : t('save.noShare')}
            disabled={!mayShare}
            data={shares}
            value={wording.shared || 'me'}
            onChange={(shared) => alter({ shared: shared === 'me' ? '' : (shared ?? '') })}
          />
        </div>
        {saved && <Order />}
        <Refused error={problem} />
        <footer className={styles['saveFoot']}>
          {saved && (
            <Button variant="default" onClick={() => void drop()}>
              {t('save.delete')}
            </Button>
          )}
          <span className={styles['grow']} />
          <Button variant="default" onClick={onClose}>
            {desk('common.cancel')}
          </Button>
          <Button type="submit" disabled={wording.name.trim() === ''}>
            {t('save.save')}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}

/** In which order the views stand: with buttons, for dragging is not for everybody. */
function Order() {
  const { t } = useTranslation('lists');
  const views = useSavedViews();
  if (views.length < 2) return null;
  const move = (at: number, by: 1 | -1) => {
    const next = [...views];
    const [taken] = next.splice(at, 1);
    if (taken) next.splice(at + by, 0, taken);
    keepOrder(next);
  };
  return (
    <fieldset className={styles['order']}>
      <legend>{t('save.order')}</legend>
      {views.map((view, at) => (
        <div key={view.id}>
          <span>{view.name}</span>
          <button
            type="button"
            disabled={at === 0}
            aria-label={t('save.up', { name: view.name })}
            onClick={() => move(at, -1)}
          >
            ↑
          </button>
          <button
            type="button"
            disabled={at === views.length - 1}
            aria-label={t('save.down', { name: view.name })}
            onClick={() => move(at, 1)}
          >
            ↓
          </button>
        </div>
      ))}
    </fieldset>
  );
}
