DROP INDEX activity_log_of_no_board;
DROP TABLE moved_tasks;
