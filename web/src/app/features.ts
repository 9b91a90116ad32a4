/** Every feature of the desk, in the order of the rail. */
import { admin } from '@/features/admin';
import { board } from '@/features/board';
import { customer } from '@/features/customer';
import { inbox } from '@/features/inbox';
import { routing } from '@/features/routing';
import { setup } from '@/features/setup';
import { twin } from '@/features/twin';
import type { Feature } from '@/ui/feature';

export const features: readonly Feature[] = [inbox, board, routing, customer, twin, admin, setup];
