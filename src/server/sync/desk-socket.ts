import type { Socket } from '../socket';
import { DeskConnection, type DeskPorts } from './desk-connection';
import { deskVerbs } from './desk-verbs';

/** The desk's socket. No web page speaks here: a browser would name its origin. */
export function deskSocket(ports: DeskPorts): Socket {
  return {
    path: '/sync',
    verbs: deskVerbs,
    admits: ({ origin }) => origin === null || origin.startsWith('app://'),
    serve: (socket) => {
      new DeskConnection(socket, ports).open();
    },
  };
}
