/** Every feature of the desk, in the order of the rail. */
import { admin } from '@/features/admin';
import { board } from '@/features/board';
import { calls } from '@/features/calls';
import { customer } from '@/features/customer';
import { find } from '@/features/find';
import { flows } from '@/features/flows';
import { inbox } from '@/features/inbox';
import { knowledge } from '@/features/knowledge';
import { matter } from '@/features/matter';
import { notices } from '@/features/notices';
import { recordings } from '@/features/recordings';
import { reports } from '@/features/reports';
import { me } from '@/features/me';
import { routing } from '@/features/routing';
import { setup } from '@/features/setup';
import { twin } from '@/features/twin';
import { wall } from '@/features/wall';
import type { Feature } from '@/ui/feature';

export const features: readonly Feature[] = [
  inbox,
  matter,
  board,
  calls,
  notices,
  recordings,
  reports,
  routing,
  customer,
  find,
  knowledge,
  twin,
  flows,
  admin,
  setup,
  me,
  wall,
];
