import type { OrderRow } from '#domain/customer/order';
import { useText } from '../text/TextProvider';
import classes from './Card.module.css';
import own from './Orders.module.css';
import { itemsText, sumText } from './order-text';

/** The newest orders; all of them stand in the timeline. */
export function Orders({ orders, inAll }: { readonly orders: readonly OrderRow[]; readonly inAll: number }) {
  const { say, dates, language } = useText();
  if (orders.length === 0) return null;
  return (
    <section className={classes['section']}>
      <h3>{say('customer.orders')}</h3>
      <ul className={`${classes['boxed']} ${own['orders']}`}>
        {orders.map((order) => (
          <li key={order.id} title={itemsText(order)}>
            <bdi className={own['orderNumber']}>{order.number}</bdi>
            <span className={own['orderSum']}>{sumText(order, language)}</span>
            <bdi className={own['orderStatus']}>{order.status}</bdi>
            <time title={dates.full(order.placedAt)}>{dates.date(order.placedAt)}</time>
            <bdi className={own['orderItems']}>{itemsText(order)}</bdi>
          </li>
        ))}
      </ul>
      {inAll > orders.length && <p className={classes['empty']}>{say('customer.ordersInAll', { n: inAll })}</p>}
    </section>
  );
}
