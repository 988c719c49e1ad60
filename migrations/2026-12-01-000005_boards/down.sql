DROP TABLE columns, board_members, boards;
