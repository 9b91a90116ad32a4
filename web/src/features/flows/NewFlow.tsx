/** A new flow: from a recipe, from nothing, or from a text. It begins as a draft. */
import { Button, Modal, Select, Tabs, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { slugOf } from '@/api/documents';
import { queries } from '@/api/queries';
import { useCatalog } from '@/api/session';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import styles from './List.module.css';
import { createFlow, makeRecipe, readText, useRecipes, useSpanish, type RecipeLine } from './questions';
import { RecipeNeed } from './RecipeNeed';
import { choiceWord, sayWhy } from './words';

interface MakeProps {
  onMade: (slug: string) => Promise<void>;
}

function Why({ error }: { error: unknown }) {
  if (error === null) return null;
  return (
    <p className={styles['wrong']} role="alert">
      {sayWhy(error)}
    </p>
  );
}

function useMaking(onMade: MakeProps['onMade']) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const make = async (how: () => Promise<string>) => {
    setBusy(true);
    setProblem(null);
    try {
      await onMade(await how());
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return { busy, problem, make };
}

/** Something that says hello and puts him through: a flow that works before it is changed. */
const beginning = (name: string, spanish: boolean, queue: string) => ({
  name,
  ...(spanish ? { name_es: name } : {}),
  start: 'hello',
  person: 'person',
  failed: 'person',
  nodes: {
    hello: {
      type: 'menu',
      text: { es: '¿En qué podemos ayudarle?', en: 'How can we help you?' },
      options: [
        { label: { es: 'Hablar con una persona', en: 'Talk to a person' }, goto: 'person', key: '0' },
      ],
      failed: 'person',
    },
    person: {
      type: 'queue',
      queue,
      text: { es: 'Le paso con una persona.', en: 'I am putting you through.' },
    },
  },
});

function Empty({ onMade }: MakeProps) {
  const { t } = useTranslation('flows');
  const spanish = useSpanish();
  const { queues } = useCatalog();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState('service');
  const { busy, problem, make } = useMaking(onMade);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...beginning(name.trim(), spanish, queues[0]?.slug ?? ''), purpose };
    void make(() => createFlow(slugOf(name) || 'flow', body));
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextInput
        label={t('settings.name')}
        value={name}
        required
        maxLength={120}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t('settings.purpose')}
        data={['service', 'script', 'guide'].map((one) => ({
          value: one,
          label: choiceWord('purpose', one),
        }))}
        value={purpose}
        allowDeselect={false}
        onChange={(value) => setPurpose(value ?? 'service')}
      />
      <Why error={problem} />
      <Button type="submit" loading={busy} disabled={!name.trim()}>
        {t('new.go')}
      </Button>
    </form>
  );
}

function FromText({ onMade }: MakeProps) {
  const { t } = useTranslation('flows');
  const [text, setText] = useState('');
  const { busy, problem, make } = useMaking(onMade);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void make(async () => {
      const body = await readText(text);
      const name = typeof body['name'] === 'string' ? body['name'] : '';
      return createFlow(slugOf(name) || 'flow', body);
    });
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <Textarea
        className={styles['code'] ?? ''}
        label={t('text.label')}
        description={t('new.textHint')}
        value={text}
        minRows={10}
        maxRows={18}
        spellCheck={false}
        required
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Why error={problem} />
      <Button type="submit" loading={busy} disabled={!text.trim()}>
        {t('new.go')}
      </Button>
    </form>
  );
}

function Chosen({ recipe, onMade, onBack }: MakeProps & { recipe: RecipeLine; onBack: () => void }) {
  const { t } = useTranslation(['flows', 'desk']);
  const spanish = useSpanish();
  const [name, setName] = useState(spanish ? recipe.name_es : recipe.name_en);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const { busy, problem, make } = useMaking(onMade);
  const lacking = recipe.needs.some((need) => need.required && !chosen[need.name]);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void make(async () => (await makeRecipe(recipe.slug, { name: name.trim(), chosen })).flow);
      }}
    >
      <p>{spanish ? recipe.about_es : recipe.about_en}</p>
      <TextInput
        label={t('settings.name')}
        value={name}
        required
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {recipe.needs.map((need) => (
        <RecipeNeed
          key={need.name}
          need={need}
          value={chosen[need.name] ?? ''}
          onChange={(value) => setChosen((before) => ({ ...before, [need.name]: value }))}
        />
      ))}
      <Why error={problem} />
      <div className={styles['row']}>
        <Button type="submit" loading={busy} disabled={!name.trim() || lacking}>
          {t('new.go')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('new.others')}
        </Button>
      </div>
    </form>
  );
}

function Recipes({ onMade }: MakeProps) {
  const { t } = useTranslation('flows');
  const spanish = useSpanish();
  const query = useRecipes(true);
  const [open, setOpen] = useState<RecipeLine | null>(null);
  if (open) return <Chosen recipe={open} onMade={onMade} onBack={() => setOpen(null)} />;
  if (query.isPending) return <ListSkeleton rows={4} />;
  if (query.isError) return <ErrorState title={t('failed')} detail={sayProblem(query.error)} />;
  return (
    <ul className={styles['recipes']}>
      {query.data.items.map((recipe) => (
        <li key={recipe.slug}>
          <button type="button" onClick={() => setOpen(recipe)}>
            <b>{spanish ? recipe.name_es : recipe.name_en}</b>
            <span>{spanish ? recipe.about_es : recipe.about_en}</span>
            <small>
              {choiceWord('purpose', recipe.purpose)} ·{' '}
              {t('new.size', { nodes: recipe.nodes, tests: recipe.tests })}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function NewFlow({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows');
  const navigate = useNavigate();
  const made = async (slug: string) => {
    await queries.invalidateQueries({ queryKey: ['flows'] });
    await navigate({ to: `/flows/${slug}` as string });
    onClose();
  };
  return (
    <Modal opened size="xl" onClose={onClose} title={t('new.title')}>
      <Tabs defaultValue="recipe">
        <Tabs.List mb="sm">
          <Tabs.Tab value="recipe">{t('new.recipe')}</Tabs.Tab>
          <Tabs.Tab value="empty">{t('new.empty')}</Tabs.Tab>
          <Tabs.Tab value="text">{t('new.text')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="recipe">
          <Recipes onMade={made} />
        </Tabs.Panel>
        <Tabs.Panel value="empty">
          <Empty onMade={made} />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <FromText onMade={made} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
