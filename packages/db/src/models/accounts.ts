import { model } from "../model.ts";
import { type Account, accounts, type NewAccount } from "../schema/accounts.ts";

export const Accounts = model<Account, NewAccount>(accounts);
