DROP INDEX stream.events_rights;
