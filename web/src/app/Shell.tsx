/** What stays while pages change: the bar above, the rail, the line's strip, offers. */
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { SlotProvider, type Slots } from '@/ui/slots';
import { ListSkeleton } from '@/ui/States';
import { LineStrip } from './LineStrip';
import { useWiring } from './wire';
import { Rail } from './Rail';
import { ShellCommands } from './ShellCommands';
import styles from './Shell.module.css';
import { TopBar } from './TopBar';

const WrapUpOf = lazy(async () => ({ default: (await import('@/features/inbox/WrapUpOf')).WrapUpOf }));
const OfferArea = lazy(async () => ({ default: (await import('@/features/inbox/OfferArea')).OfferArea }));

const CustomerPanel = lazy(async () => ({
  default: (await import('@/features/customer/CustomerPanel')).CustomerPanel,
}));

const KnowledgePanel = lazy(async () => ({ default: (await import('@/features/knowledge/Panel')).Panel }));

const ScriptsPanel = lazy(async () => ({ default: (await import('@/features/scripts/Panel')).Panel }));

const BorrowedForm = lazy(async () => ({
  default: (await import('@/features/admin/forms/Borrowed')).BorrowedForm,
}));
const BorrowedLevels = lazy(async () => ({
  default: (await import('@/features/admin/forms/Borrowed')).BorrowedLevels,
}));
const BorrowedChanges = lazy(async () => ({
  default: (await import('@/features/admin/forms/Borrowed')).BorrowedChanges,
}));

const RecordingCard = lazy(async () => ({
  default: (await import('@/features/recordings/RecordingCard')).RecordingCard,
}));
const Consents = lazy(async () => ({ default: (await import('@/features/recordings/Consents')).Consents }));

const WhyDrawer = lazy(async () => ({
  default: (await import('@/features/routing/WhyDrawer')).WhyDrawer,
}));

const PromiseStrip = lazy(async () => ({
  default: (await import('@/features/matter/PromiseStrip')).PromiseStrip,
}));
const PromiseDialog = lazy(async () => ({
  default: (await import('@/features/matter/PromiseForm')).PromiseDialog,
}));
const CallArea = lazy(async () => ({ default: (await import('@/features/matter/CallArea')).CallArea }));

const PhoneArea = lazy(async () => ({ default: (await import('@/features/phone/PhoneArea')).PhoneArea }));
const CallNumber = lazy(async () => ({ default: (await import('@/features/phone/CallNumber')).CallNumber }));
const CallsNow = lazy(async () => ({ default: (await import('@/features/phone/CallsNow')).CallsNow }));

const ReadAlong = lazy(async () => ({ default: (await import('@/features/board/ReadAlong')).ReadAlong }));
const BroadcastBanner = lazy(async () => ({
  default: (await import('@/features/board/BroadcastBanner')).BroadcastBanner,
}));

const NoticeStrip = lazy(async () => ({
  default: (await import('@/features/notices/NoticeStrip')).NoticeStrip,
}));

const ViewingStrip = lazy(() => import('./ViewingStrip'));

const AssistButton = lazy(async () => ({
  default: (await import('@/features/assist/AssistButton')).AssistButton,
}));
const AssistStrip = lazy(async () => ({
  default: (await import('@/features/assist/AssistStrip')).AssistStrip,
}));
const ReasonHint = lazy(async () => ({
  default: (await import('@/features/assist/ReasonHint')).ReasonHint,
}));

const InvitePeople = lazy(async () => ({
  default: (await import('@/features/phone/video/InvitePeople')).InvitePeople,
}));

const slots: Slots = {
  invitePeople: (conversation, chats) => (
    <Suspense fallback={null}>
      <InvitePeople key={conversation} conversation={conversation} chats={chats} />
    </Suspense>
  ),
  callNumber: (asked) => (
    <Suspense fallback={asked.shown}>
      <CallNumber {...asked} />
    </Suspense>
  ),
  callsNow: () => (
    <Suspense fallback={null}>
      <CallsNow />
    </Suspense>
  ),
  assist: (asked) => (
    <Suspense fallback={null}>
      <AssistButton key={asked.conversation} {...asked} />
    </Suspense>
  ),
  assistStrip: (asked) => (
    <Suspense fallback={null}>
      <AssistStrip key={asked.conversation} {...asked} />
    </Suspense>
  ),
  reasonHint: (asked) => (
    <Suspense fallback={null}>
      <ReasonHint key={asked.conversation} {...asked} />
    </Suspense>
  ),
  readAlong: (asked) => (
    <Suspense fallback={null}>
      <ReadAlong {...asked} />
    </Suspense>
  ),
  promises: (conversation) => (
    <Suspense fallback={null}>
      <PromiseStrip key={conversation} conversation={conversation} />
    </Suspense>
  ),
  promiseForm: (asked) => (
    <Suspense fallback={null}>
      <PromiseDialog {...asked} />
    </Suspense>
  ),
  documentForm: (asked) => (
    <Suspense fallback={<ListSkeleton rows={4} />}>
      <BorrowedForm {...asked} />
    </Suspense>
  ),
  levels: (asked) => (
    <Suspense fallback={<ListSkeleton rows={1} />}>
      <BorrowedLevels {...asked} />
    </Suspense>
  ),
  changeList: (kind, changes) => (
    <Suspense fallback={<ListSkeleton rows={2} />}>
      <BorrowedChanges kind={kind} changes={changes} />
    </Suspense>
  ),
  customerPanel: (customer, conversation) => (
    <Suspense fallback={<ListSkeleton rows={4} />}>
      <CustomerPanel key={customer} customer={customer} conversation={conversation} />
    </Suspense>
  ),
  knowledgePanel: (asked) => (
    <Suspense fallback={<ListSkeleton rows={4} />}>
      <KnowledgePanel key={asked.conversation} {...asked} />
    </Suspense>
  ),
  scriptsPanel: (asked) => (
    <Suspense fallback={<ListSkeleton rows={3} />}>
      <ScriptsPanel key={asked.conversation} {...asked} />
    </Suspense>
  ),
  recording: (recording, conversation) => (
    <Suspense fallback={null}>
      <RecordingCard recording={recording} conversation={conversation} />
    </Suspense>
  ),
  consents: (customer) => (
    <Suspense fallback={null}>
      <Consents customer={customer} />
    </Suspense>
  ),
  wrapUp: (conversation, tell) => (
    <Suspense fallback={null}>
      <WrapUpOf key={conversation} conversation={conversation} tell={tell} />
    </Suspense>
  ),
  why: (asked) => (
    <Suspense fallback={null}>
      <WhyDrawer key={asked.interaction} {...asked} />
    </Suspense>
  ),
};

export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signedIn = useSession((session) => session.me !== null);
  const looking = useSession((session) => Boolean(session.me?.viewing));
  useWiring((to) => void navigate({ to }));
  useEffect(() => {
    if (!signedIn) {
      const next = window.location.pathname + window.location.search;
      void navigate({ to: '/sign-in', search: { next } });
    }
  }, [signedIn, navigate]);
  if (!signedIn) return null;
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#main">
        {t('page.skip')}
      </a>
      <TopBar />
      <LineStrip />
      <Suspense fallback={null}>
        <BroadcastBanner />
        <NoticeStrip />
      </Suspense>
      {looking && (
        <Suspense fallback={null}>
          <ViewingStrip />
        </Suspense>
      )}
      <div className={styles['middle']}>
        <Rail />
        <main id="main" tabIndex={-1} className={styles['main']}>
          <SlotProvider value={slots}>
            <Suspense fallback={<ListSkeleton />}>
              <Outlet />
            </Suspense>
          </SlotProvider>
        </main>
      </div>
      {!looking && (
        <SlotProvider value={slots}>
          <Suspense fallback={null}>
            <PhoneArea />
          </Suspense>
        </SlotProvider>
      )}
      <ShellCommands />
      <Suspense fallback={null}>
        <OfferArea />
        <CallArea />
      </Suspense>
    </div>
  );
}
