DROP INDEX refresh_tokens_unspent;
