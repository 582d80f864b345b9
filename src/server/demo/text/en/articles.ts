import type { Article } from '../../article';
import { accountArticles } from './articles/account';
import { businessArticles } from './articles/business';
import { careArticles } from './articles/care';
import { deliveryArticles } from './articles/delivery';
import { deliveryTroubleArticles } from './articles/delivery-trouble';
import { loyaltyArticles } from './articles/loyalty';
import { orderArticles } from './articles/orders';
import { paymentArticles } from './articles/payment';
import { returnArticles } from './articles/returns';
import { warrantyArticles } from './articles/warranty';

export const articles: readonly Article[] = [
  ...deliveryArticles,
  ...deliveryTroubleArticles,
  ...returnArticles,
  ...paymentArticles,
  ...loyaltyArticles,
  ...orderArticles,
  ...accountArticles,
  ...warrantyArticles,
  ...careArticles,
  ...businessArticles,
];
